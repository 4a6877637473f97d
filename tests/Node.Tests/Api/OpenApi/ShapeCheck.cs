using System.Text.Json;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>Whether a document is what a schema says: nothing missing, nothing of another kind, nothing that is not described.</summary>
internal static class ShapeCheck
{
    public static IEnumerable<string> Faults(JsonElement value, Schema schema, string at = "")
    {
        // What has no type may be anything.
        if (schema.Type is null || (value.ValueKind == JsonValueKind.Null && schema.Marks.Nullable))
        {
            return [];
        }

        if (schema.Type != TypeOf(value))
        {
            return [$"{at} is {TypeOf(value)}, described as {schema.Type}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => Object(value, schema, at),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Faults(item, schema.Items!, $"{at}[{index}]")),
            JsonValueKind.String when schema.Choices is { } choices && !choices.Contains(value.GetString()!) => [$"{at} {value} is not described"],
            JsonValueKind.String when value.GetString()!.Length > schema.Bound("maxLength") => [$"{at} is longer than described"],
            _ => [],
        };
    }

    private static IEnumerable<string> Object(JsonElement value, Schema schema, string at) =>
        schema.Required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing")
            .Concat(value.EnumerateObject().SelectMany(property => schema.Properties.TryGetValue(property.Name, out var known)
                ? Faults(property.Value, known, $"{at}.{property.Name}")
                : [$"{at}.{property.Name} is not described"]));

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => "null",
    };
}
