using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>Our description beside the official one, operation by operation.</summary>
public sealed class CompatibilityTests
{
    // The official document marks next to nothing as required that a message cannot do without. These are all.
    private static readonly string[] s_stricter =
    [
        "POST /sdk/messages request: data is required", // no message otherwise
        "POST /sdk/messages request data: attributes is required", // no message otherwise
        "POST /sdk/messages request data attributes: senderAttention is required", // MSG-5
        "POST /sdk/messages request data attributes: recipientAttention is required", // MSG-9
        "POST /sdk/messages request data attributes: digitalDocument is required", // MSG-11
        "POST /sdk/messages request data attributes generatingSystem: root is required", // MSG-12: nothing empty
        "POST /sdk/messages request data attributes generatingSystem: extension is required", // MSG-12
        "POST /sdk/messages request data attributes recipientAttention subOrganization: extension is required", // MSG-9
        "POST /sdk/messages request data attributes senderAttention subOrganization: extension is required", // MSG-9
    ];

    private static readonly Dictionary<string, (Action<JsonObject> Break, string Told)> s_breaks = new()
    {
        ["an operation less"] = (ours => Operation(ours, "/sdk/messages/{messageId}", "").Remove("delete"), "DELETE /sdk/messages/{messageId} is missing"),
        ["another operation id"] = (ours => Operation(ours, "/sdk/messages", "post")["operationId"] = "post", "POST /sdk/messages operationId is post instead of sendMessage"),
        ["a status less"] = (ours => Operation(ours, "/sdk/messages/{messageId}", "get")["responses"]!.AsObject().Remove("404"), "GET /sdk/messages/{messageId} 404 is missing"),
        ["another media type in the request"] = (ours => Rename(Operation(ours, "/sdk/messages", "post")["requestBody"]!["content"]!), "POST /sdk/messages request application/json is missing"),
        ["another media type in the answer"] = (ours => Rename(Operation(ours, "/sdk/messages", "get")["responses"]!["200"]!["content"]!), "GET /sdk/messages 200 application/json is missing"),
        ["a parameter less"] = (ours => Operation(ours, "/sdk/messages", "get")["parameters"]!.AsArray().RemoveAt(0), "GET /sdk/messages query parameter filter is missing"),
        ["a parameter that is required"] = (ours => Operation(ours, "/sdk/messages", "get")["parameters"]![1]!["required"] = true, "GET /sdk/messages query parameter filter[messageStatus] is required"),
        ["another scope"] = (ours => Operation(ours, "/sdk/messages", "get")["security"]![0]!["message_auth"]![0] = "urn:sdk.api:all", "GET /sdk/messages asks for more than"),
        ["a scope that is not given"] = (ours => ours["components"]!["securitySchemes"]!["message_auth"]!["flows"]!["clientCredentials"]!["scopes"]!.AsObject().Remove("urn:sdk.api:getMessage"), "urn:sdk.api:getMessage is missing"),
        ["an attribute less in the answer"] = (ours => Shape(ours, "messageAttributesDef")["properties"]!.AsObject().Remove("label"), "GET /sdk/messages/{messageId} 200 data attributes: label is missing"),
        ["an attribute less in the request"] = (ours => Shape(ours, "messageCreateAttributesDef")["properties"]!.AsObject().Remove("label"), "POST /sdk/messages request data attributes: label is missing"),
        ["an attribute that can be absent"] = (ours => Shape(ours, "messageAttributesDef")["required"] = new JsonArray("label"), "GET /sdk/messages 200 data[] attributes: messageId can be absent"),
        ["an attribute that must be there"] = (ours => Shape(ours, "messageCreateAttributesDef")["required"]!.AsArray().Add("refToMessageId"), "POST /sdk/messages request data attributes: refToMessageId is required"),
        ["another type"] = (ours => Shape(ours, "confidentialityDef")["type"] = "string", "confidentiality: type string instead of boolean"),
        ["another type deep inside"] = (ours => Shape(ours, "contentFileDef")["properties"]!["content"]!["type"] = "object", "digitalDocument[] contentFiles[] content: type object instead of string"),
        ["a shorter text in the request"] = (ours => Shape(ours, "labelDef")["maxLength"] = 100, "POST /sdk/messages request data attributes label: maxLength 100 instead of 256"),
        ["a longer text in the answer"] = (ours => Shape(ours, "labelDef").Remove("maxLength"), "GET /sdk/messages/{messageId} 200 data attributes label: maxLength  instead of 256"),
        ["a status less that a client may send"] = (ours => Shape(ours, "messageStatusDef")["enum"]!.AsArray().RemoveAt(0), "POST /sdk/messages request data attributes messageStatus: not all of"),
        ["a status more that a client does not know"] = (ours => Shape(ours, "messageStatusDef")["enum"]!.AsArray().Add("READ"), "GET /sdk/messages/{messageId} 200 data attributes messageStatus: more than"),
        ["another format"] = (ours => Shape(ours, "EventDef")["properties"]!["status"]!["format"] = "int64", "400 status: format int64 instead of int32"),
        ["unknown attributes refused"] = (ours => Shape(ours, "personDef")["additionalProperties"] = false, "attentionPerson[]: attributes that are not named are refused"),
    };

    public static TheoryData<string> Breaks => [.. s_breaks.Keys];

    [Fact]
    [Rule("API-0.1")]
    public void A_client_of_the_official_contract_can_use_this_api()
    {
        var differences = ContractComparison.Differences(ApiDescriptions.Official(), ApiDescriptions.Ours());
        Assert.Equal(s_stricter.Order(StringComparer.Ordinal), differences.Order(StringComparer.Ordinal));
    }

    [Theory]
    [Rule("API-0.1", Refuses = true)]
    [MemberData(nameof(Breaks))]
    public void A_description_that_breaks_the_contract_is_told_from_one_that_keeps_it(string what)
    {
        var ours = ApiDescriptions.Ours();
        var (broken, told) = s_breaks[what];
        broken(ours);
        Assert.Contains(ContractComparison.Differences(ApiDescriptions.Official(), ours).Except(s_stricter), difference => difference.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void The_official_contract_is_compatible_with_itself() => Assert.Empty(ContractComparison.Differences(ApiDescriptions.Official(), ApiDescriptions.Official()));

    private static JsonObject Operation(JsonObject ours, string path, string method) => (method.Length == 0 ? ours["paths"]![path]! : ours["paths"]![path]![method]!).AsObject();

    private static JsonObject Shape(JsonObject ours, string name) => ours["components"]!["schemas"]![name]!.AsObject();

    private static void Rename(JsonNode content)
    {
        content["application/xml"] = content["application/json"]!.DeepClone();
        content.AsObject().Remove("application/json");
    }
}
