using SdkNode.Security.Encryption;

namespace SdkNode.As4.Mime;

/// <summary>One part of a multipart body: its headers, and its content as a stream that can be read once.</summary>
internal sealed class MimePart(IReadOnlyList<KeyValuePair<string, string>> headers, Stream content)
{
    /// <summary>The content, still in its transfer encoding. Skipped when the next part is asked for.</summary>
    public Stream Content { get; } = content;

    /// <summary>The content type, or null.</summary>
    public string? ContentType => Header("Content-Type");

    /// <summary>The Content-ID without angle brackets, or null.</summary>
    public string? ContentId => Header("Content-ID") is { } id ? ContentIds.FromHeader(id) : null;

    /// <summary>The content without its transfer encoding: binary, 8bit, 7bit, base64 or none stated.</summary>
    /// <exception cref="MimeException">The encoding is another one.</exception>
    /// <remarks>Reading Base64 that is none throws <see cref="InvalidBase64Exception"/>.</remarks>
    public Stream DecodedContent() => Header("Content-Transfer-Encoding")?.Trim().ToLowerInvariant() switch
    {
        null or "" or "binary" or "8bit" or "7bit" => Content,
        "base64" => Base64Streams.Decode(Content, leaveOpen: true),
        _ => throw new MimeException(MimeFault.UnknownEncoding, "A part's Content-Transfer-Encoding is none of binary, 8bit, 7bit and base64."),
    };

    /// <summary>How many headers of that name there are.</summary>
    public int Count(string name) => headers.Count(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));

    private string? Header(string name) =>
        headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
