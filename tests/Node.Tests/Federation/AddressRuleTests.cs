using System.Net;
using System.Text.Json.Nodes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Tests.Federation;

/// <summary>What the address book decides about a message on its way out and in, and what it only flags (DIR-7, MSG-9).</summary>
public sealed class AddressRuleTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("DIR-7.3", Refuses = true)]
    public async Task A_receiver_that_the_address_book_does_not_list_is_refused_before_sending()
    {
        var world = await federation.WorldAsync();
        await KnowsAsync(world.A);
        using var client = await ApiClient.ConnectAsync(world.A);
        await RefusedAsync(client, ApiMessages.Make(world.A.Party, world.B.Party with { Function = "finns.inte" }));

        // One that is another organisation's is no better.
        await RefusedAsync(client, ApiMessages.Make(world.A.Party, world.B.Party with { Function = world.Partner.Party.Function }));
    }

    [Fact]
    [Rule("DIR-7.3")]
    [Rule("DIR-7.3", Refuses = true)]
    public async Task An_address_that_was_published_meanwhile_is_found_when_a_message_asks_for_it()
    {
        var world = await federation.WorldAsync();
        await KnowsAsync(world.A);
        await using var partner = await world.StartPartnerAsync("nyoppnad", Cancelled);
        using var client = await ApiClient.ConnectAsync(world.A);
        var message = ApiMessages.Make(world.A.Party, partner.Party with { Function = "ny.mottagning" });
        await RefusedAsync(client, message);

        world.Services.Federation.AddressBook.Set(new BookOrganization(Id(partner.Party), partner.Party.Name)
        {
            Functions = [new(partner.Party.Function, "Registratur"), new("ny.mottagning", "Ny mottagning")],
        });
        await client.WaitForAsync(await client.SendAsync(message), "WAITING_FOR_RECEIPT");
    }

    [Fact]
    [Rule("DIR-7.3")]
    [Rule("MSG-9.2")]
    public async Task An_address_of_our_own_that_only_the_address_book_knows_receives_and_sends()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(
            TestWorld.NewParty("bokford"), settings: settings => settings.DemoParticipant()["FunctionalAddresses"] = new JsonArray("bara.installd"), cancellationToken: Cancelled);
        await KnowsAsync(node);
        using var sender = await ApiClient.ConnectAsync(world.A);
        using var client = await ApiClient.ConnectAsync(node);
        var id = await sender.SendAsync(ApiMessages.Make(world.A.Party, node.Party));
        await client.WaitForAsync(id, "NEW");
        await sender.WaitForAsync(id, "ACCEPTED");
        await client.WaitForAsync(await client.SendAsync(ApiMessages.Make(node.Party, world.A.Party)), "ACCEPTED");
    }

    [Fact]
    [Rule("MSG-9.2", Refuses = true)]
    [Rule("DIR-7.3", Refuses = true)]
    public async Task An_address_of_our_own_that_neither_settings_nor_address_book_know_is_rejected_not_found()
    {
        var world = await federation.WorldAsync();
        await KnowsAsync(world.B);
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party with { Function = world.A.Party.Function });
        (await world.Partner.PostAsync(world.B, letter)).MustBeAcknowledged();
        var line = Assert.Single((await world.Partner.Inbox.WaitForReceiptAsync(letter.Id)).Lines);
        Assert.Equal(
            (LineCode.Business, ReasonCode.NotFound, "/messagePayload/message/messageHeader/recipient/attention/subOrganization/organizationId/extension"),
            (line.Code, line.Reason, line.LineId));
    }

    [Fact]
    [Rule("MSG-9.2")]
    public async Task A_message_receipts_functional_address_is_not_asked_for()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.Partner.Party);
        await world.A.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
        var receipt = PartnerLetter.Receipt(world.Partner.Party, world.A.Party, sent.XheId);
        receipt = receipt with { Header = receipt.Header with { HandlingServiceId = "finns.inte" } };
        (await world.Partner.PostAsync(world.A, receipt)).MustBeAcknowledged();
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
    }

    [Fact]
    [Rule("DIR-7.4")]
    public async Task A_sender_that_the_address_book_lists_is_shown_as_known()
    {
        var world = await federation.WorldAsync();
        await KnowsAsync(world.B);
        using var sender = await ApiClient.ConnectAsync(world.A);
        await SenderKnownAsync(world.B, await sender.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party)), true);
    }

    [Fact]
    [Rule("DIR-7.4", Refuses = true)]
    public async Task A_sender_whose_function_the_address_book_does_not_list_is_accepted_and_flagged()
    {
        var world = await federation.WorldAsync();
        await KnowsAsync(world.B);
        await using var sender = await world.StartNodeAsync(
            TestWorld.NewParty("olistad"), settings: settings => settings.DemoParticipant()["FunctionalAddresses"] = new JsonArray("olistad.funktion"), cancellationToken: Cancelled);
        using var client = await ApiClient.ConnectAsync(sender);
        var id = await client.SendAsync(ApiMessages.Make(sender.Party with { Function = "olistad.funktion" }, world.B.Party));
        await SenderKnownAsync(world.B, id, false);
        await client.WaitForAsync(id, "ACCEPTED");
    }

    [Fact]
    [Rule("DIR-7.4", Refuses = true)]
    public async Task A_sender_whose_organisation_the_address_book_does_not_list_is_accepted_and_flagged()
    {
        var world = await federation.WorldAsync();
        await KnowsAsync(world.B);
        await using var stranger = await world.StartPartnerAsync("olistad", Cancelled);
        world.Services.Federation.Publish(Publication(stranger));
        var letter = await PartnerLetter.MessageAsync(stranger.Party, world.B.Party);
        (await stranger.PostAsync(world.B, letter)).MustBeAcknowledged();
        await SenderKnownAsync(world.B, letter.Id, false);
        Assert.True((await stranger.Inbox.WaitForReceiptAsync(letter.Id)).IsAccepted);
    }

    [Fact]
    [Rule("DIR-7.4")]
    public async Task Without_an_address_book_nothing_is_said_of_the_sender_and_no_receiver_refused()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("boklos"), environment => environment.Remove("AddressBook"), cancellationToken: Cancelled);
        using var sender = await ApiClient.ConnectAsync(world.A);
        await SenderKnownAsync(node, await sender.SendAsync(ApiMessages.Make(world.A.Party, node.Party)), null);
        using var client = await ApiClient.ConnectAsync(node);
        await client.WaitForAsync(await client.SendAsync(ApiMessages.Make(node.Party, world.Partner.Party with { Function = "finns.inte" })), "WAITING_FOR_RECEIPT");
    }

    private static async Task RefusedAsync(ApiClient client, JsonObject message)
    {
        var id = Guid.NewGuid().ToString();
        message = (JsonObject)message.DeepClone();
        message["data"]!["attributes"]!["messageId"] = id;
        using var answer = await client.PostAsync(message);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, text);
        var issue = Assert.Single(JsonNode.Parse(text)!["eventIssues"]!.AsArray())!;
        Assert.Contains("BV/not-found", (string?)issue["title"], StringComparison.Ordinal);
        Assert.EndsWith("/recipient/attention/subOrganization/organizationId/extension", (string?)issue["in"], StringComparison.Ordinal);
        Assert.Contains("DIR-7", (string?)issue["detail"], StringComparison.Ordinal);
        await client.GetAsync($"/v1/sdk/messages/{id}", HttpStatusCode.NotFound);
    }

    private static async Task SenderKnownAsync(DemoNode node, string id, bool? known)
    {
        using var client = await ApiClient.ConnectAsync(node);
        var message = await client.WaitForAsync(id, "NEW");
        Assert.Equal(known, message.TryGetProperty("senderKnown", out var shown) ? shown.GetBoolean() : null);
    }

    // A node asks the address book as soon as it has started, and not before.
    private static Task KnowsAsync(DemoNode node) =>
        Poll.WaitForAsync("first copy of the address book", () => Task.FromResult(node.Get<AddressBooks>().Find(DemoServices.Environment).Knows));

    private static ParticipantIdentifier Id(DemoParty party) => ParticipantIdentifier.Parse(party.Participant).Value!;

    // As the world publishes a partner, without the name that the address book would list it under.
    private static ParticipantPublication Publication(TestPartner partner) => new()
    {
        Participant = Id(partner.Party),
        Documents = [DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc), DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ReceiptType],
        Endpoint = new Uri(partner.Address, "/as4"),
        AccessPoint = partner.Keys.AccessPoint.Certificate,
        Signing = [partner.Keys.Organisation.Certificate],
        Encryption = [partner.Keys.Organisation.Certificate],
    };
}
