using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>The two descriptions that are compared: ours as it is committed, and the official one.</summary>
internal static class ApiDescriptions
{
    private static readonly JsonSerializerOptions s_pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where ours is committed.</summary>
    public static string OursPath { get; } = Path.Combine(SharedFiles.RepositoryRoot, "docs", "openapi.json");

    /// <summary>A copy of ours, which a test may change.</summary>
    public static JsonObject Ours() => JsonNode.Parse(File.ReadAllText(OursPath))!.AsObject();

    /// <summary>The official one.</summary>
    public static JsonObject Official()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(SharedFiles.Official("openapi/sdk-api-restful.yml"));
        yaml.Load(text);
        return Read(yaml.Documents[0].RootNode)!.AsObject();
    }

    /// <summary>As it is committed.</summary>
    public static string Format(JsonNode description) => description.ToJsonString(s_pretty).ReplaceLineEndings("\n") + "\n";

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Read(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Read)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => true,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => false,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => ((YamlScalarNode)node).Value,
    };
}
