using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>A schema of a description as it counts: references followed, <c>allOf</c> joined, a missing type told from what is there.</summary>
internal sealed class Schema
{
    private Schema(JsonObject description, JsonObject node)
    {
        Node = node;
        foreach (var part in Parts(description, node))
        {
            foreach (var (name, value) in part["properties"]?.AsObject() ?? [])
            {
                Properties[name] = Of(description, value!);
            }

            Required.UnionWith(part["required"]?.AsArray().Select(name => (string)name!) ?? []);
            Items ??= part["items"] is { } items ? Of(description, items) : null;
            Type ??= (string?)part["type"];
        }

        Type ??= Properties.Count > 0 ? "object" : Items is not null ? "array" : null;
    }

    public Dictionary<string, Schema> Properties { get; } = [];

    public HashSet<string> Required { get; } = [];

    public Schema? Items { get; }

    public string? Type { get; }

    public string? Format => (string?)Node["format"];

    public HashSet<string>? Choices => Node["enum"]?.AsArray().Select(value => (string)value!).ToHashSet();

    /// <summary>Whether null may stand for it, and whether only answers have it.</summary>
    public (bool Nullable, bool ReadOnly) Marks => ((bool?)Node["nullable"] ?? false, (bool?)Node["readOnly"] ?? false);

    /// <summary>Whether attributes that it does not name are refused.</summary>
    public bool IsClosed => Node["additionalProperties"]?.GetValueKind() == System.Text.Json.JsonValueKind.False;

    private JsonObject Node { get; }

    public static Schema Of(JsonObject description, JsonNode node) => new(description, Follow(description, node));

    /// <summary>A bound, such as <c>maxLength</c>; null for none.</summary>
    public int? Bound(string name) => (int?)Node[name];

    private static IEnumerable<JsonObject> Parts(JsonObject description, JsonObject node) =>
        [node, .. (node["allOf"]?.AsArray() ?? []).SelectMany(part => Parts(description, Follow(description, part!)))];

    private static JsonObject Follow(JsonObject description, JsonNode node) =>
        (string?)node["$ref"] is { } reference
            ? Follow(description, reference.Split('/')[1..].Aggregate((JsonNode)description, (at, step) => at[step] ?? throw new KeyNotFoundException(reference)))
            : node.AsObject();
}
