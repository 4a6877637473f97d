namespace SdkNode.As4.Mime;

/// <summary>Content-ID headers and the <c>cid:</c> URIs that point to them (RFC 2392).</summary>
internal static class ContentIds
{
    private const string Scheme = "cid:";

    /// <summary>The id in a Content-ID or start value: white space and angle brackets taken off.</summary>
    public static string FromHeader(string value)
    {
        var text = value.AsSpan().Trim();
        return (text is ['<', .., '>'] ? text[1..^1] : text).ToString();
    }

    /// <summary>The id that a <c>cid:</c> URI names, percent-decoded; null when it is not such a URI or names nothing.</summary>
    public static string? FromUri(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || uri.Length == Scheme.Length)
        {
            return null;
        }

        return Uri.UnescapeDataString(uri[Scheme.Length..]);
    }

    /// <summary>The <c>cid:</c> URI of an id.</summary>
    public static string ToUri(string contentId) => Scheme + contentId;
}
