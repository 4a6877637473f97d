using System.Globalization;
using System.Text.Json;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Problems;

namespace SdkNode.Node.Api.Json;

/// <summary>
/// Reads the attributes of one JSON object strictly: what is missing, of another kind, or unknown becomes an issue that names
/// the attribute, and all of them are found in one go. null counts as left out.
/// </summary>
internal sealed class JsonFields
{
    /// <summary>The issue of a text with what XML cannot carry.</summary>
    public const string NotWritable = "It holds a control character or half a character, which a message cannot carry.";

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly bool _isObject;
    private readonly List<ApiIssue> _issues;

    /// <summary>Reads an object; any attribute beyond <paramref name="known"/> is an issue.</summary>
    public JsonFields(JsonElement element, string path, List<ApiIssue> issues, params ReadOnlySpan<string> known)
    {
        (_path, _issues, _isObject) = (path, issues, element.ValueKind == JsonValueKind.Object);
        if (!_isObject)
        {
            if (issues.Count < ProblemWriter.MostIssues)
            {
                issues.Add(ApiIssue.Form(path, "It must be an object."));
            }

            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property);
            if (name is null || !known.Contains(name))
            {
                Add(Printable(name ?? "?"), "There is no such attribute.");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                _values[name] = property.Value;
            }
        }
    }

    /// <summary>What a JSON string says; null when that is no text: an escape stands for half a character.</summary>
    public static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The dotted path of an attribute.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>Adds an issue about an attribute.</summary>
    public void Add(string name, string detail)
    {
        // More than an answer tells (ProblemWriter) need not be remembered.
        if (_issues.Count < ProblemWriter.MostIssues)
        {
            _issues.Add(ApiIssue.Form(PathOf(name), detail));
        }
    }

    /// <summary>A text, or null when it is left out.</summary>
    public string? Text(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Add(name, "It must be a string.");
            return null;
        }

        if (TextOf(value) is not { } text || !SdkMessageWriter.IsWritable(text))
        {
            Add(name, NotWritable);
            return null;
        }

        if (required && text.Length == 0)
        {
            Add(name, "It must not be empty.");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>true or false; null when it is left out.</summary>
    public bool? Boolean(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Add(name, "It must be true or false.");
        return null;
    }

    /// <summary>The number of the file that was here before the document was taken apart; null, with an issue, when something else stands there.</summary>
    public int? FileNumber(string name, string mark)
    {
        if (!Find(name, required: true, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TextOf(value) is { } text && text.StartsWith(mark, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Add(name, "It must be a string with Base64.");
        return null;
    }

    /// <summary>An object; null when it is left out.</summary>
    public JsonFields? Object(string name, bool required, params ReadOnlySpan<string> known) =>
        Find(name, required, out var value) ? new JsonFields(value, PathOf(name), _issues, known) : null;

    /// <summary>The elements of an array with their paths; none when it is left out.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="most">How many there may be.</param>
    public IEnumerable<(JsonElement Element, string Path)> Array(string name, int most)
    {
        if (!Find(name, required: false, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(name, "It must be an array.");
            return [];
        }

        if (value.GetArrayLength() > most)
        {
            Add(name, $"It holds {value.GetArrayLength():N0} elements; {most:N0} is the most.");
            return [];
        }

        return value.EnumerateArray().Select((element, index) => (element, $"{PathOf(name)}[{index}]"));
    }

    /// <summary>The objects of an array.</summary>
    public IEnumerable<JsonFields> Objects(string name, int most, params string[] known) =>
        Array(name, most).Select(item => new JsonFields(item.Element, item.Path, _issues, known));

    private bool Find(string name, bool required, out JsonElement value)
    {
        if (_values.TryGetValue(name, out value))
        {
            return true;
        }

        // Of what is no object nothing more need be said.
        if (required && _isObject)
        {
            Add(name, "It is required.");
        }

        return false;
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // The name goes back to who sent it, so that it can be found; it is not more than that.
    private static string Printable(string name) => new([.. name.Take(64).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
