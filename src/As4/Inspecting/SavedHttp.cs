using System.Text;

namespace SdkNode.As4.Inspecting;

/// <summary>
/// A saved HTTP message: with its start line and headers, with headers alone, or only the body. Where the Content-Type is not
/// there it is guessed from the body's first line.
/// </summary>
internal sealed class SavedHttp
{
    private const int MaxHeadBytes = 64 * 1024;

    private SavedHttp(IReadOnlyDictionary<string, string> headers, string? contentType, Stream body) =>
        (Headers, ContentType, Body) = (headers, contentType, body);

    /// <summary>The headers, names without regard to case; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The Content-Type: stated or guessed; null when neither is possible.</summary>
    public string? ContentType { get; }

    /// <summary>The body.</summary>
    public Stream Body { get; }

    /// <summary>Opens a saved message.</summary>
    /// <param name="saved">The octets; read forward only.</param>
    /// <param name="contentType">The Content-Type when it is known from elsewhere, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<SavedHttp> OpenAsync(Stream saved, string? contentType, CancellationToken cancellationToken)
    {
        var head = new byte[MaxHeadBytes];
        var length = await saved.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var bodyAt = ReadHeaders(head.AsSpan(0, length), headers);
        if (bodyAt == 0)
        {
            headers.Clear();
        }

        var body = new ConcatenatedStream(new MemoryStream(head, bodyAt, length - bodyAt, writable: false), saved);
        return new SavedHttp(headers, contentType ?? headers.GetValueOrDefault("Content-Type") ?? Guess(head.AsSpan(bodyAt, length - bodyAt)), body);
    }

    /// <summary>Reads header lines up to the empty line; 0 when the octets do not begin with headers.</summary>
    private static int ReadHeaders(ReadOnlySpan<byte> head, Dictionary<string, string> headers)
    {
        var last = "";
        for (var at = 0; at < head.Length;)
        {
            var end = head[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return 0;
            }

            var line = Encoding.Latin1.GetString(head.Slice(at, end)).TrimEnd('\r');
            at += end + 1;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0)
            {
                return headers.Count > 0 ? at : 0;
            }

            if (line[0] is ' ' or '\t' && headers.ContainsKey(last))
            {
                headers[last] += " " + line.Trim();
            }
            else if (colon > 0 && line.AsSpan(0, colon).IndexOfAny(" \t<") < 0)
            {
                last = line[..colon];
                headers[last] = line[(colon + 1)..].Trim();
            }
            else if (headers.Count > 0 || !(line.StartsWith("POST ", StringComparison.Ordinal) || line.StartsWith("HTTP/", StringComparison.Ordinal)))
            {
                return 0;
            }
        }

        return 0;
    }

    private static string? Guess(ReadOnlySpan<byte> body)
    {
        var text = body.TrimStart("\uFEFF \t\r\n"u8);
        if (text.StartsWith("<"u8))
        {
            return Messages.As4Names.SoapMediaType;
        }

        var end = text.IndexOf((byte)'\n');
        return text.StartsWith("--"u8) && end > 2
            ? $"multipart/related; boundary=\"{Encoding.Latin1.GetString(text[2..end]).TrimEnd()}\""
            : null;
    }
}
