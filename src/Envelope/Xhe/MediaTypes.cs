namespace SdkNode.Envelope.Xhe;

/// <summary>Media types as ContentTypeCode carries them (XHE-7).</summary>
public static class MediaTypes
{
    /// <summary>XML.</summary>
    public const string Xml = "application/xml";

    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>True for <c>type/subtype</c>, with or without parameters.</summary>
    public static bool IsMediaType(string text)
    {
        var essence = Essence(text);
        var slash = essence.IndexOf('/');
        return slash > 0 && IsToken(essence[..slash]) && IsToken(essence[(slash + 1)..]);
    }

    /// <summary>True for the media types of XML.</summary>
    public static bool IsXml(string text)
    {
        var essence = Essence(text);
        return essence.Equals(Xml, StringComparison.OrdinalIgnoreCase)
            || essence.Equals("text/xml", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Essence(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return text.AsSpan(0, end < 0 ? text.Length : end).Trim();
    }

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && !TokenMarks.Contains(letter, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
