namespace SdkNode.As4.Sending;

/// <summary>Why a try ended with neither a valid receipt nor an ebMS error.</summary>
public enum As4SendFailure
{
    /// <summary>No connection: name, network or TLS.</summary>
    NotConnected,

    /// <summary>The connection broke while the request was sent or the answer was awaited.</summary>
    ConnectionLost,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The peer turned the request away for now: HTTP 429 or 503.</summary>
    Busy,

    /// <summary>The peer finds the request too large: HTTP 413.</summary>
    TooLarge,

    /// <summary>The answer is no AS4 signal: an HTML page, another content type, another HTTP status without a SOAP body.</summary>
    NotAs4,

    /// <summary>The peer answered well but without a receipt: EBMS:0301.</summary>
    MissingReceipt,

    /// <summary>The receipt does not hold: signature, signer, message id or digests: EBMS:0302.</summary>
    InvalidReceipt,
}
