using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SdkNode.Node.Api.Schema;

/// <summary>
/// The words that shapes of documents are declared with. They are declared, not derived from types: the API reads and writes
/// its JSON as a stream and has no types for it.
/// </summary>
internal static class Shape
{
    /// <summary>A string.</summary>
    public static OpenApiSchema Text(string description, string? example = null, int? maxLength = null, string? format = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Examples = example is null ? null : [example], MaxLength = maxLength, Format = format };

    /// <summary>One of some strings.</summary>
    public static OpenApiSchema Choice(string description, params IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Description = description, Enum = [.. values.Select(value => (JsonNode)value)] };

    /// <summary>true or false.</summary>
    public static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    /// <summary>A whole number.</summary>
    /// <param name="description">What it says.</param>
    /// <param name="from">The least.</param>
    /// <param name="below">The first that is too large; null for no bound.</param>
    public static OpenApiSchema Number(string description, int from, int? below = null) =>
        new() { Type = JsonSchemaType.Integer, Format = "int32", Description = description, Minimum = $"{from}", ExclusiveMaximum = below is null ? null : $"{below}" };

    /// <summary>An array.</summary>
    public static OpenApiSchema List(IOpenApiSchema items, string? description = null, int? least = null, int? most = null) =>
        new() { Type = JsonSchemaType.Array, Items = items, Description = description, MinItems = least, MaxItems = most };

    /// <summary>An object. A name that ends in <c>!</c> is of an attribute that is always there.</summary>
    public static OpenApiSchema Object(string description, params IReadOnlyList<(string Name, IOpenApiSchema Schema)> attributes) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = attributes.ToDictionary(attribute => attribute.Name.TrimEnd('!'), attribute => attribute.Schema),
        Required = attributes.Where(attribute => attribute.Name.EndsWith('!')).Select(attribute => attribute.Name.TrimEnd('!')).ToHashSet(),
    };

    /// <summary>A shape that has a name, see <see cref="ApiShapes"/>.</summary>
    public static IOpenApiSchema Named(string name) => new OpenApiSchemaReference(name);

    /// <summary>A shape that only answers hold.</summary>
    public static OpenApiSchema OnlyRead(OpenApiSchema schema)
    {
        schema.ReadOnly = true;
        return schema;
    }

    /// <summary>An object that has also what a named shape has.</summary>
    public static OpenApiSchema Extends(string name, OpenApiSchema more)
    {
        more.AllOf = [Named(name)];
        return more;
    }
}
