using System.Text;

namespace SdkNode.As4.Mime;

/// <summary>
/// A structured header such as Content-Type: a value in lower case, and parameters. Liberal (AS4-1): quoted and unquoted
/// parameters of any characters, white space anywhere, empty parameters, a semicolon at the end.
/// </summary>
internal sealed class MimeHeaderValue
{
    private MimeHeaderValue(string value, Dictionary<string, string> parameters) => (Value, Parameters) = (value, parameters);

    /// <summary>The value before the parameters, in lower case.</summary>
    public string Value { get; }

    /// <summary>The parameters; names without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>A parameter's value, or null.</summary>
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>Reads a header; null when it is not one, or when a parameter comes twice with different values.</summary>
    public static MimeHeaderValue? Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return null;
        }

        var rest = header.AsSpan();
        var value = CutAt(ref rest, ';').Trim().ToString().ToLowerInvariant();
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            var end = rest.IndexOf(';');
            if (equals < 0 || (end >= 0 && end < equals))
            {
                // A parameter without a value, or the empty one after a last semicolon, says nothing.
                CutAt(ref rest, ';');
                continue;
            }

            var name = CutAt(ref rest, '=').Trim().ToString();
            rest = rest.TrimStart();
            var text = rest.StartsWith("\"") ? CutQuoted(ref rest) : CutAt(ref rest, ';').Trim().ToString();
            if (text is null || !parameters.TryAdd(name, text) && parameters[name] != text)
            {
                return null;
            }
        }

        return value.Length == 0 ? null : new MimeHeaderValue(value, parameters);
    }

    private static ReadOnlySpan<char> CutAt(ref ReadOnlySpan<char> rest, char separator)
    {
        var at = rest.IndexOf(separator);
        var head = at < 0 ? rest : rest[..at];
        rest = at < 0 ? [] : rest[(at + 1)..];
        return head;
    }

    private static string? CutQuoted(ref ReadOnlySpan<char> rest)
    {
        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return CutAt(ref rest, ';').IsWhiteSpace() ? text.ToString() : null;
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
            }

            text.Append(rest[i]);
        }

        return null;
    }
}
