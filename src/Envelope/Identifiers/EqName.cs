using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Envelope.Identifiers;

/// <summary>An element's expanded name in the form <c>Q{namespace}local</c>: what DocumentTypeCode holds for XML (XHE-7).</summary>
/// <param name="NamespaceUri">The namespace; empty for none.</param>
/// <param name="LocalName">The local name.</param>
public sealed record EqName(string NamespaceUri, string LocalName)
{
    private static readonly SearchValues<char> s_notInNames = SearchValues.Create("{}: \t\r\n");

    /// <summary>Reads <c>Q{namespace}local</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EqName? name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf('}', StringComparison.Ordinal);
        var right = end > 1 && text.StartsWith("Q{", StringComparison.Ordinal) && end < text.Length - 1 && !text.AsSpan(end + 1).ContainsAny(s_notInNames);
        name = right ? new EqName(text[2..end], text[(end + 1)..]) : null;
        return right;
    }

    /// <summary><c>Q{namespace}local</c>.</summary>
    public override string ToString() => $"Q{{{NamespaceUri}}}{LocalName}";
}
