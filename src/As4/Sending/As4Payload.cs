using SdkNode.As4.Messages;

namespace SdkNode.As4.Sending;

/// <summary>
/// A payload that is ready to be sent: its octets (compressed or not) are stored, counted and digested once and are the same
/// in every try (AS4-7). Made by <see cref="As4PayloadWriter"/>.
/// </summary>
public sealed record As4Payload
{
    /// <summary>Opens the octets from their beginning; the caller disposes the stream. Called once per try.</summary>
    public required Func<CancellationToken, ValueTask<Stream>> Open { get; init; }

    /// <summary>The number of octets that <see cref="Open"/> gives.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of those octets: what the AS4 signature covers.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>True when the octets are a gzip stream.</summary>
    public required bool Compressed { get; init; }

    /// <summary>The media type of the uncompressed content.</summary>
    public string MimeType { get; init; } = "text/xml";

    /// <summary>The encoding of the uncompressed content, or null for none (AS4-3).</summary>
    public string? CharacterSet { get; init; } = "UTF-8";

    /// <summary>The part's Content-ID without brackets (AS4-2).</summary>
    public string ContentId { get; init; } = "message";

    /// <summary>The <c>eb:PartInfo</c> that describes this payload: put it in <see cref="As4UserMessage.Parts"/>.</summary>
    public As4Part ToPart()
    {
        List<As4Property> properties = [new(As4Names.MimeTypeProperty, MimeType)];
        if (CharacterSet is not null)
        {
            properties.Add(new(As4Names.CharacterSetProperty, CharacterSet));
        }

        if (Compressed)
        {
            properties.Add(new(As4Names.CompressionTypeProperty, As4Names.Gzip));
        }

        return new As4Part(ContentId, properties);
    }
}
