using System.Text.Json;

namespace SdkNode.Routing.AddressBook;

/// <summary>Texts out of JSON that may hold anything: what is missing, null or of another kind reads as missing.</summary>
internal static class JsonText
{
    /// <summary>A member of an object; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text or number of a member, without white space around it; null when it is missing or empty.</summary>
    /// <exception cref="InvalidOperationException">The text is no valid Unicode.</exception>
    public static string? Value(JsonElement parent, string name) => Scalar(Member(parent, name));

    /// <summary>A text or number, without white space around it; null when it is empty or something else.</summary>
    /// <exception cref="InvalidOperationException">The text is no valid Unicode.</exception>
    public static string? Scalar(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>The items of the first of these members that is there; one that is no list counts as its only item.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement parent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var member = Member(parent, name);
            if (member.ValueKind == JsonValueKind.Array)
            {
                return member.EnumerateArray();
            }

            if (member.ValueKind is JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Number)
            {
                return [member];
            }
        }

        return [];
    }

    /// <summary>What an item is called: itself when it is a text, else its name or code.</summary>
    /// <exception cref="InvalidOperationException">The text is no valid Unicode.</exception>
    public static string? Label(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object ? Value(item, "name") ?? Value(item, "displayName") ?? Value(item, "code") ?? Value(item, "id") : Scalar(item);
}
