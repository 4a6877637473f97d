using System.Text.Json.Nodes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Demo;
using SdkNode.Node.Partners;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation;

/// <summary>The explanation of a look-up: what is published, what is kept, what a message would be sent with.</summary>
public sealed class LookupDeskTests(FederationFixture federation)
{
    private static readonly string s_type = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_is_shown_and_a_newer_publication_is_told_until_it_is_refreshed()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("flyttar", Cancelled);
        var desk = world.A.Get<LookupDesk>();
        var participant = partner.Party.Participant;

        var first = await desk.ExplainAsync(DemoServices.Environment, participant, s_type, Cancelled);
        Assert.True(first.IsGood);
        Assert.Equal("nothing", first.Steps[^2].Answered);
        Assert.Contains(partner.Address.AbsoluteUri, first.Steps[^1].Answered, StringComparison.Ordinal);
        Assert.Contains("chain: ", Assert.Single(first.Steps, step => step.Title == "Signer of the metadata").Answered, StringComparison.Ordinal);
        Assert.Contains(desk.Kept(), line => line.Participant == participant);

        var moved = new Uri("https://127.0.0.1:9/");
        world.Services.Publish(partner.Party, partner.Keys, moved);
        var second = await desk.ExplainAsync(DemoServices.Environment, participant, s_type, Cancelled);
        Assert.Equal("Warning", second.Steps[^1].State);
        Assert.Contains(partner.Address.AbsoluteUri, second.Steps[^1].Answered, StringComparison.Ordinal);
        Assert.Contains("--refresh", second.Steps[^1].Remedy, StringComparison.Ordinal);

        var third = await desk.RefreshAsync(DemoServices.Environment, participant, s_type, Cancelled);
        Assert.Contains("now forgotten", third.Steps[^2].Answered, StringComparison.Ordinal);
        Assert.Equal("Ok", third.Steps[^1].State);
        Assert.StartsWith(moved.AbsoluteUri, third.Steps[^1].Answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_access_point_certificate_is_named_with_what_to_do()
    {
        var world = await federation.WorldAsync();
        await using var partner = await world.StartPartnerAsync("gammal", Cancelled);
        var now = TimeProvider.System.GetUtcNow();
        using var expired = world.Services.Pki.Ap.Issue(partner.Party.PartyId, new IssueOptions { NotBefore = now.AddDays(-30), NotAfter = now.AddDays(-1) });
        world.Services.Publish(partner.Party, partner.Keys with { AccessPoint = expired }, partner.Address);

        var answer = await world.A.Get<LookupDesk>().ExplainAsync(DemoServices.Environment, partner.Party.Participant, s_type, Cancelled);

        Assert.False(answer.IsGood);
        Assert.Contains("expired", answer.Steps[^1].Answered, StringComparison.Ordinal);
        Assert.Contains("tell its operator", answer.Steps[^1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_zone_is_told_as_one_that_may_be_wrong()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("felzon"), environment => environment["Sml"]!["Zone"] = JsonValue.Create("wrong.example"), cancellationToken: Cancelled);

        var answer = await node.Get<LookupDesk>().ExplainAsync(DemoServices.Environment, world.B.Party.Participant, s_type, Cancelled);

        Assert.False(answer.IsGood);
        Assert.Contains("wrong.example", answer.Steps[0].Answered, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(answer.Steps, step => step.Title == "DNS answer").Remedy);
    }
}
