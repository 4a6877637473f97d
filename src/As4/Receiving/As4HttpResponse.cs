namespace SdkNode.As4.Receiving;

/// <summary>What the host writes back: a signed SOAP signal, or one line of plain text where the request was not AS4 (AS4-5).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The Content-Type.</param>
/// <param name="Body">The body.</param>
public sealed record As4HttpResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The Retry-After header, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the connection must be closed after the answer: the request's body was not read to its end.</summary>
    public bool CloseConnection { get; init; }
}
