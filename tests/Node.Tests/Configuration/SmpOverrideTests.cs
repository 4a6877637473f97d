using System.Text.Json.Nodes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Demo;
using SdkNode.Node.Partners;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>Participants that are looked up past DNS: in tests, and nowhere else.</summary>
public sealed class SmpOverrideTests(FederationFixture federation, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_test_environment_a_message_finds_its_receiver_without_dns_and_the_look_up_says_so()
    {
        var world = await federation.WorldAsync();
        var smp = world.Services.Federation.Smp.Address.AbsoluteUri;
        var party = TestWorld.NewParty("genvag");
        await using var node = await world.StartNodeAsync(party, environment =>
        {
            environment["Sml"]!["Zone"] = "no-such-zone.example";
            environment["SmpOverrides"] = new JsonArray(Override(party.Participant, smp), Override(world.B.Party.Participant, smp));
        }, cancellationToken: Cancelled);
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        var answer = await node.Get<LookupDesk>().ExplainAsync(DemoServices.Environment, world.B.Party.Participant, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString(), Cancelled);
        Assert.True(answer.IsGood);
        Assert.Contains(answer.Steps, step => step is { State: "Warning" } && step.Asked.Contains("SmpOverrides", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("prod", false)]
    [InlineData("qa", true)]
    [InlineData("open-test", true)]
    public async Task Where_messages_count_they_are_refused(string? profile, bool allowed)
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings =>
        {
            SettingsCase.Environment(settings)["Profile"] = profile;
            SettingsCase.Environment(settings)["SmpOverrides"] = new JsonArray(Override("0203:kristinehamn.se", "https://smp.example/"));
        });
        Assert.Equal(allowed, !(await test.StartAsync(development: false)).Any(fault => fault.Key == "Environments:0:SmpOverrides"));
    }

    [Fact]
    public async Task What_is_wrong_with_them_is_told()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["SmpOverrides"] = new JsonArray(
            Override("kristinehamn", "ftp://x"), Override("0203:kristinehamn.se", "https://smp.example/"), Override("0203:kristinehamn.se", "https://other.example/")));
        Assert.Equal(
            ["Environments:0:SmpOverrides:0:Participant", "Environments:0:SmpOverrides:0:Smp", "Environments:0:SmpOverrides:2:Participant"],
            (await test.StartAsync()).Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    private static JsonObject Override(string participant, string smp) => new() { ["Participant"] = participant, ["Smp"] = smp };
}
