using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>Messages that the node derives from others: replies, complements, distributions.</summary>
public sealed class AnswerTests(FederationFixture federation)
{
    private const string Messages = "/v1/sdk/messages";

    [Fact]
    [Rule("MSG-3.2")]
    [Rule("MSG-10.2")]
    public async Task A_complement_goes_to_the_same_receiver_in_the_same_conversation()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party, message => message["conversationId"] = Guid.NewGuid().ToString().ToUpperInvariant()));
        var first = await client.MessageAsync(id);
        var second = await client.MessageAsync(await client.SendAsync(ApiMessages.Answer(), $"{Messages}/{id}/complements"));
        Assert.NotEqual(id, Text(second, "messageId"));
        Assert.Equal(id, Text(second, "refToMessageId"));
        foreach (var name in new[] { "conversationId", "sender", "recipient", "label", "confidentiality", "senderAttention", "recipientAttention" })
        {
            Assert.Equal(first.GetProperty(name).GetRawText(), second.GetProperty(name).GetRawText());
        }
    }

    [Fact]
    [Rule("MSG-10.2")]
    public async Task A_reply_says_what_its_client_says_and_keeps_the_other_sides_references()
    {
        var (world, sender) = await ConnectAsync();
        using var _ = sender;
        using var receiver = await ApiClient.ConnectAsync(world.B);
        var id = await sender.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        await receiver.WaitForAsync(id, "NEW");
        var answer = await receiver.SendAsync(
            ApiMessages.Answer(reply =>
            {
                (reply["label"], reply["confidentiality"], reply["messageId"]) = ("Svar", false, Guid.NewGuid().ToString());
                reply["recipientAttention"] = new JsonObject
                {
                    ["subOrganization"] = ApiMessages.Function("kristinehamn.elevhalsa"),
                    ["referenceId"] = new JsonArray(new JsonObject { ["root"] = "dnr", ["extension"] = "HSN 1", ["label"] = "Vårt" }),
                };
            }),
            $"{Messages}/{id}/replies");
        var reply = await receiver.MessageAsync(answer);
        Assert.Equal(("Svar", false, "kristinehamn.elevhalsa"), (Text(reply, "label"), reply.GetProperty("confidentiality").GetBoolean(), Text(reply.GetProperty("recipientAttention").GetProperty("subOrganization"), "extension")));
        Assert.Equal(["HSN 1", "SN 2026/417"], reply.GetProperty("recipientAttention").GetProperty("referenceId").EnumerateArray().Select(reference => Text(reference, "extension")));
        Assert.False(reply.GetProperty("senderAttention").TryGetProperty("referenceId", out var _));
    }

    [Fact]
    public async Task Each_way_has_its_own_kind_of_answer()
    {
        var (world, sender) = await ConnectAsync();
        using var _ = sender;
        using var receiver = await ApiClient.ConnectAsync(world.B);
        var id = await sender.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        await receiver.WaitForAsync(id, "NEW");
        using var reply = await sender.PostAsync(ApiMessages.Answer(), $"{Messages}/{id}/replies");
        Assert.Equal(["messageId"], (await reply.ProblemAsync(HttpStatusCode.BadRequest)).Places());
        using var complement = await receiver.PostAsync(ApiMessages.Answer(), $"{Messages}/{id}/complements");
        Assert.Equal(["messageId"], (await complement.ProblemAsync(HttpStatusCode.BadRequest)).Places());
    }

    [Fact]
    [Rule("MSG-3.2", Refuses = true)]
    public async Task What_the_node_sets_in_an_answer_cannot_be_said_otherwise()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party));
        using var answer = await client.PostAsync(
            ApiMessages.Answer(message =>
                (message["sender"], message["recipient"], message["conversationId"], message["refToMessageId"]) = (world.B.Party.Participant, world.B.Party.Participant, Guid.NewGuid().ToString(), Guid.NewGuid().ToString())),
            $"{Messages}/{id}/complements");
        Assert.Equal(
            new[] { "sender", "recipient", "conversationId", "refToMessageId" }.Select(name => $"data.attributes.{name}"),
            (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Places());
    }

    [Fact]
    [Rule("MSG-10.2")]
    public async Task A_message_without_the_senders_attention_is_answered_to_an_address_that_the_client_names()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.A.Party);
        var xml = System.Text.Encoding.UTF8.GetString(letter.Payload);
        var sender = xml.IndexOf("<sender>", StringComparison.Ordinal);
        var (from, to) = (xml.IndexOf("<attention>", sender, StringComparison.Ordinal), xml.IndexOf("</attention>", sender, StringComparison.Ordinal));
        var bare = xml[..from] + xml[(to + "</attention>".Length)..];
        (await world.Partner.PostAsync(world.A, letter with { Payload = System.Text.Encoding.UTF8.GetBytes(bare) })).MustBeAcknowledged();
        var arrived = await client.WaitForAsync(letter.Id, "NEW");
        Assert.False(arrived.TryGetProperty("senderAttention", out var _));

        using var nowhere = await client.PostAsync(ApiMessages.Answer(), $"{Messages}/{letter.Id}/replies");
        Assert.Equal(["data.attributes.recipientAttention"], (await nowhere.ProblemAsync(HttpStatusCode.BadRequest)).Places());
        var reply = await client.SendAsync(
            ApiMessages.Answer(message => message["recipientAttention"] = new JsonObject { ["subOrganization"] = ApiMessages.Function(world.Partner.Party.Function) }), $"{Messages}/{letter.Id}/replies");
        Assert.Equal(world.Partner.Party.Participant, Text(await client.MessageAsync(reply), "recipient"));
    }

    [Fact]
    public async Task A_distribution_is_a_message_to_each_in_one_conversation()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        using var answer = await client.PostAsync(ApiMessages.ToSeveral(world.A.Party, world.B.Party, world.Partner.Party), "/v1/sdk/distributions");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var taken = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var each = taken.GetProperty("data").EnumerateArray().Select(message => message.GetProperty("attributes")).ToList();
        Assert.Equal([world.B.Party.Participant, world.Partner.Party.Participant], each.Select(message => Text(message, "recipient")));
        Assert.Single(each.Select(message => Text(message, "conversationId")).Distinct());
        Assert.Equal(2, each.Select(message => Text(message, "messageId")).Distinct().Count());

        var listed = await client.GetAsync(answer.Headers.Location!.OriginalString);
        Assert.Equal(
            each.Select(message => Text(message, "messageId")).Order(),
            listed.GetProperty("data").EnumerateArray().Select(message => Text(message.GetProperty("attributes"), "messageId")).Order());
        await client.WaitForAsync(Text(each[0], "messageId"), "ACCEPTED");
        await client.WaitForAsync(Text(each[1], "messageId"), "WAITING_FOR_RECEIPT");
    }

    [Fact]
    public async Task A_distribution_with_one_receiver_that_is_not_there_stores_nothing()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var nobody = TestWorld.NewParty("ingen");
        using var answer = await client.PostAsync(ApiMessages.ToSeveral(world.A.Party, world.B.Party, world.Partner.Party, nobody), "/v1/sdk/distributions");
        await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Fact]
    public async Task A_distribution_that_is_none_is_told_by_its_attributes()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        await AssertAsync(ApiMessages.Make(world.A.Party, world.B.Party), "recipients");
        await AssertAsync(Several(message => message["recipients"] = new JsonArray()), "recipients");
        await AssertAsync(Several(message => message["recipients"]![0]!.AsObject().Remove("recipient")), "recipients[0].recipient");
        await AssertAsync(Several(message => message["recipients"]!.AsArray().Add(1)), "recipients[2]");
        await AssertAsync(Several(message => (message["messageId"], message["recipient"]) = (Guid.NewGuid().ToString(), world.B.Party.Participant)), "messageId", "recipient");
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));

        JsonObject Several(Action<JsonObject> change)
        {
            var message = ApiMessages.ToSeveral(world.A.Party, world.B.Party, world.Partner.Party);
            change(message["data"]!["attributes"]!.AsObject());
            return message;
        }

        async Task AssertAsync(JsonObject message, params string[] places)
        {
            using var answer = await client.PostAsync(message, "/v1/sdk/distributions");
            Assert.Subset((await answer.ProblemAsync(HttpStatusCode.BadRequest)).Places().ToHashSet(), places.Select(place => $"data.attributes.{place}").ToHashSet());
        }
    }

    private async Task<(TestWorld World, ApiClient Client)> ConnectAsync()
    {
        var world = await federation.WorldAsync();
        return (world, await ApiClient.ConnectAsync(world.A));
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
