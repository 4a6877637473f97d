using SdkNode.As4.Messages;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;
using SdkNode.Routing;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>What a transfer says in its AS4 header, with the profile's values and with settings of an environment's own.</summary>
public sealed class TransmissionBuilderTests(PkiFixture pki)
{
    private const string Roles = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/";

    [Fact]
    [Rule("ID-9.2")]
    [Rule("ID-10")]
    [Rule("CEF-DS_TA01")]
    public async Task The_profiles_party_type_roles_and_property_types_are_the_defaults_and_To_is_the_party_that_discovery_named()
    {
        var message = await BuildAsync(adjust: null);
        Assert.Equal(new As4Party("AP0001-SDK-DEMO", "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap", Roles + "initiator"), message.From);
        Assert.Equal(new As4Party("AP0002-FOUND", "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap", Roles + "responder"), message.To);
        Assert.Equal(["originalSender iso6523-actorid-upis 0203:kristinehamn.example", "finalRecipient iso6523-actorid-upis 0203:regionvarmland.example"], Properties(message));
    }

    [Fact]
    [Rule("ID-9.2")]
    public async Task An_environment_sets_its_own()
    {
        var message = await BuildAsync(static transport =>
        {
            transport["PartyType"] = "urn:other:type";
            transport["InitiatorRole"] = "urn:other:from";
            transport["ResponderRole"] = "urn:other:to";
            transport["PartyPropertyType"] = "urn:other:scheme";
            transport["ConversationId"] = "ConversationId";
        });
        Assert.Equal(new As4Party("AP0001-SDK-DEMO", "urn:other:type", "urn:other:from"), message.From);
        Assert.Equal(new As4Party("AP0002-FOUND", "urn:other:type", "urn:other:to"), message.To);
        Assert.All(Properties(message), property => Assert.Contains(" urn:other:scheme ", property, StringComparison.Ordinal));
        Assert.Equal("7bc5576a-3f87-4cf5-a0c5-277da06fcacb", message.ConversationId);
    }

    private static IEnumerable<string> Properties(As4UserMessage message) => message.Properties.Select(property => $"{property.Name} {property.Type} {property.Value}");

    private async Task<As4UserMessage> BuildAsync(Action<System.Text.Json.Nodes.JsonObject>? adjust)
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki, settings =>
        {
            var transport = new System.Text.Json.Nodes.JsonObject();
            adjust?.Invoke(transport);
            settings["Environments"]![0]!["Transport"] = transport;
        });
        using var content = new ContentFolder();
        var message = StoreFile.Message();
        message.ConversationId = "7bc5576a-3f87-4cf5-a0c5-277da06fcacb";
        message.Sealed = Guid.CreateVersion7();
        message.SealedDigest = new byte[32];
        message.As4MessageId = "id@ap0001-sdk-demo";
        message.As4Timestamp = TestClock.Start;
        var route = new ReceiverRoute(new Uri("https://peer.example/as4"), (await pki.KeysAsync()).AccessPoint.Certificate, "AP0002-FOUND", null, "digg-transport-as4-v1_0", TestClock.Start.AddHours(1));
        return TransmissionBuilder.Build(message, route, runtime.Environment, content.Store).Message;
    }
}
