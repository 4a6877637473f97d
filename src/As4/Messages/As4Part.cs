namespace SdkNode.As4.Messages;

/// <summary>One <c>eb:PartInfo</c>: a payload that travels as a MIME part of its own (AS4-2, AS4-3).</summary>
/// <param name="ContentId">The part's Content-ID without angle brackets and without <c>cid:</c>.</param>
/// <param name="Properties">The part properties, in their order.</param>
public sealed record As4Part(string ContentId, IReadOnlyList<As4Property> Properties)
{
    /// <summary>The media type of the uncompressed content, or null when the sender does not say.</summary>
    public string? MimeType => Find(As4Names.MimeTypeProperty);

    /// <summary>The compression, or null when the part is not compressed. Only gzip is known (AS4-3).</summary>
    public string? CompressionType => Find(As4Names.CompressionTypeProperty);

    /// <summary>The encoding of the uncompressed content, or null.</summary>
    public string? CharacterSet => Find(As4Names.CharacterSetProperty);

    /// <summary>True when the part is gzip compressed.</summary>
    public bool IsCompressed => CompressionType is not null;

    private string? Find(string name) =>
        Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}
