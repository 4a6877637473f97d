namespace SdkNode.As4.Messages;

/// <summary>The ebMS error codes that the node makes and understands (AS4-5). The number is the last four digits of <c>EBMS:nnnn</c>.</summary>
public enum As4ErrorCode
{
    /// <summary>No code of AS4-5; <see cref="As4Error.Code"/> holds the peer's own text.</summary>
    Other = 0,

    /// <summary>EBMS:0001.</summary>
    ValueNotRecognized = 1,

    /// <summary>EBMS:0002.</summary>
    FeatureNotSupported = 2,

    /// <summary>EBMS:0003.</summary>
    ValueInconsistent = 3,

    /// <summary>EBMS:0004: with detail NOT_SERVICED (AS4-6) or XHE_NOT_COMPLIANT (XHE-11) it is final.</summary>
    OtherError = 4,

    /// <summary>EBMS:0005.</summary>
    ConnectionFailure = 5,

    /// <summary>EBMS:0007: a part is missing or the MIME structure is broken.</summary>
    MimeInconsistency = 7,

    /// <summary>EBMS:0009: the ebMS header breaks its rules.</summary>
    InvalidHeader = 9,

    /// <summary>EBMS:0010: unknown To, Service or mode of exchange.</summary>
    ProcessingModeMismatch = 10,

    /// <summary>EBMS:0011: a payload by reference.</summary>
    ExternalPayloadError = 11,

    /// <summary>EBMS:0101: signature, chain or name.</summary>
    FailedAuthentication = 101,

    /// <summary>EBMS:0102.</summary>
    FailedDecryption = 102,

    /// <summary>EBMS:0103: unsigned, an uncovered part or an algorithm outside the profile.</summary>
    PolicyNoncompliance = 103,

    /// <summary>EBMS:0202: a fault of the receiver's own.</summary>
    DeliveryFailure = 202,

    /// <summary>EBMS:0301: reported on the sender's side.</summary>
    MissingReceipt = 301,

    /// <summary>EBMS:0302: reported on the sender's side.</summary>
    InvalidReceipt = 302,

    /// <summary>EBMS:0303.</summary>
    DecompressionFailure = 303,
}
