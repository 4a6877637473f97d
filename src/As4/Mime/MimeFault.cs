namespace SdkNode.As4.Mime;

/// <summary>What is wrong with a request's body as a carrier, whatever it carries.</summary>
internal enum MimeFault
{
    /// <summary>The body ended before the closing boundary.</summary>
    Truncated,

    /// <summary>Not a MIME multipart message.</summary>
    Malformed,

    /// <summary>Parts, headers or header bytes beyond the limit.</summary>
    LimitExceeded,

    /// <summary>A Content-Transfer-Encoding that is not understood.</summary>
    UnknownEncoding,

    /// <summary>The body is larger than the limit.</summary>
    BodyTooLarge,

    /// <summary>The body is shorter or longer than Content-Length says.</summary>
    WrongLength,

    /// <summary>The peer sends too slowly.</summary>
    TooSlow,

    /// <summary>The peer's connection broke.</summary>
    ConnectionLost,
}
