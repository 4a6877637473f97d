using System.Text.Json.Nodes;
using SdkNode.Node.Demo;

namespace SdkNode.Node.Tests.Api;

/// <summary>Messages as clients post them.</summary>
internal static class ApiMessages
{
    /// <summary>A message with text and a PDF, with all that the contract knows.</summary>
    public static JsonObject Make(DemoParty from, DemoParty to, Action<JsonObject>? adjust = null)
    {
        var attributes = new JsonObject
        {
            ["confidentiality"] = true,
            ["label"] = "Begäran om journalkopior – åäö",
            ["sender"] = from.Participant,
            ["recipient"] = to.Participant,
            ["senderAttention"] = Attention(from.Function, "Registratur", "SN 2026/417"),
            ["recipientAttention"] = new JsonObject { ["subOrganization"] = Function(to.Function, "Vårdcentralen") },
            ["generatingSystem"] = new JsonObject { ["root"] = "unregistred", ["extension"] = "Ärendesystemet 4.2" },
            ["digitalDocument"] = new JsonArray(new JsonObject
            {
                ["documentName"] = "Begäran",
                ["documentId"] = "meddelande",
                ["index"] = "1",
                ["contentTextBody"] = new JsonArray("# Hej\n\nVi begär **journalkopior**."),
                ["contentFiles"] = new JsonArray(File("begäran.pdf", "application/pdf", "%PDF-1.7 påhittad"u8.ToArray())),
            }),
        };
        adjust?.Invoke(attributes);
        return new JsonObject { ["data"] = new JsonObject { ["type"] = "messages", ["attributes"] = attributes } };
    }

    /// <summary>The same message with a file of <paramref name="octets"/>: more than a chunk does not go into the database.</summary>
    public static JsonObject Large(DemoParty from, DemoParty to, int octets = 200_000) => Make(from, to, attributes =>
        attributes["digitalDocument"]![0]!["contentFiles"]!.AsArray().Add(File("stor.pdf", "application/pdf", new byte[octets])));

    /// <summary>The same message to several.</summary>
    public static JsonObject ToSeveral(DemoParty from, params DemoParty[] to) => ToSeveral(Make(from, to[0]), to);

    /// <summary>A message as it is, to several.</summary>
    public static JsonObject ToSeveral(JsonObject message, DemoParty[] to)
    {
        var attributes = message["data"]!["attributes"]!.AsObject();
        attributes["recipients"] = new JsonArray([.. to.Select(party => new JsonObject
        {
            ["recipient"] = party.Participant,
            ["recipientAttention"] = new JsonObject { ["subOrganization"] = Function(party.Function) },
        })]);
        attributes.Remove("recipient");
        attributes.Remove("recipientAttention");
        return message;
    }

    /// <summary>A reply or complement with text alone.</summary>
    public static JsonObject Answer(Action<JsonObject>? adjust = null)
    {
        var attributes = new JsonObject { ["digitalDocument"] = new JsonArray(new JsonObject { ["documentId"] = "svar", ["contentTextBody"] = new JsonArray("Svar: ja.") }) };
        adjust?.Invoke(attributes);
        return new JsonObject { ["data"] = new JsonObject { ["attributes"] = attributes } };
    }

    public static JsonObject File(string name, string type, byte[] content) =>
        new() { ["fileName"] = name, ["contentType"] = type, ["content"] = Convert.ToBase64String(content) };

    public static JsonObject Function(string address, string? label = null)
    {
        var function = new JsonObject { ["root"] = "urn:riv:infrastructure:messaging:functionalAddress", ["extension"] = address };
        if (label is not null)
        {
            function["label"] = label;
        }

        return function;
    }

    private static JsonObject Attention(string address, string label, string reference) => new()
    {
        ["subOrganization"] = Function(address, label),
        ["attentionPerson"] = new JsonArray(new JsonObject { ["root"] = "1.2.752.29.6.2.1", ["extension"] = "SE2321000016-abc1", ["label"] = "Anna Andersson" }),
        ["referenceId"] = new JsonArray(new JsonObject { ["root"] = "dnr", ["extension"] = reference, ["label"] = "Diarienummer" }),
    };
}
