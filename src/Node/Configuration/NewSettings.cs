using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkNode.Node.Configuration;

/// <summary>What a new node's settings are made of: a profile, completed with the SML zone and the own identity.</summary>
/// <param name="Profile">The environment's profile.</param>
/// <param name="Zone">The SML zone.</param>
/// <param name="Participant">The organisation's participant identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="Functions">Its functional addresses.</param>
/// <param name="Port">Where partners reach the node.</param>
/// <param name="ApiPort">Where case systems reach it, on this machine.</param>
/// <param name="NameServers">Name servers; none: the machine's own.</param>
/// <param name="AddressBook">The address book's base URL, or null.</param>
internal sealed record NewSettings(
    string Profile, string Zone, string Participant, string Name, IReadOnlyList<string> Functions, int Port, int ApiPort, IReadOnlyList<string> NameServers, string? AddressBook)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings file's text. Keys and trust anchors are not in it: they come by command while the node runs.</summary>
    public string ToJson()
    {
        var sml = new JsonObject { [nameof(Zone)] = Zone };
        if (NameServers.Count > 0)
        {
            sml[nameof(NameServers)] = List(NameServers);
        }

        var environment = new JsonObject { [nameof(Profile)] = Profile, ["Listen"] = new JsonObject { [nameof(Port)] = Port }, ["Sml"] = sml };
        if (AddressBook is not null)
        {
            environment[nameof(AddressBook)] = new JsonObject { ["Url"] = AddressBook };
        }

        var settings = new JsonObject
        {
            ["DataFolder"] = "data",
            ["Api"] = new JsonObject { ["Listen"] = new JsonObject { [nameof(Port)] = ApiPort } },
            ["Environments"] = new JsonArray(environment),
            ["Participants"] = new JsonArray(new JsonObject { ["Id"] = Participant, [nameof(Name)] = Name, ["Environment"] = Profile, ["FunctionalAddresses"] = List(Functions) }),
        };
        return settings.ToJsonString(s_indented) + "\n";
    }

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
