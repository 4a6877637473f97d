using System.Net;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>What a client may leave out, what is ignored, and for whom it may send (API-1.4, API-2).</summary>
public sealed class PostTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("API-2")]
    public async Task Ids_and_time_that_are_left_out_are_set()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var before = world.A.Clock.GetUtcNow().AddMilliseconds(-1);
        var message = await client.MessageAsync(await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party)));
        var id = message.GetProperty("messageId").GetString();
        Assert.True(Guid.TryParseExact(id, "D", out var _));
        Assert.Equal(id, message.GetProperty("conversationId").GetString());
        Assert.InRange(message.GetProperty("creationDateTime").GetDateTimeOffset(), before, world.A.Clock.GetUtcNow());
    }

    [Fact]
    [Rule("API-2")]
    public async Task Ids_and_time_that_are_given_are_kept()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var (id, conversation) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString().ToUpperInvariant());
        var sent = await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party, message =>
            (message["messageId"], message["conversationId"], message["creationDateTime"]) = (id, conversation, "2026-03-01T13:00:00+01:00")));
        Assert.Equal(id, sent);
        var message = await client.MessageAsync(id);
        Assert.Equal(conversation, message.GetProperty("conversationId").GetString());
        Assert.Equal("2026-03-01T12:00:00.000Z", message.GetProperty("creationDateTime").GetString());

        // Another case of the letters is the same UUID.
        var list = await client.GetAsync($"/v1/sdk/messages?filter[conversationId]={conversation.ToLowerInvariant()}");
        Assert.Equal(1, list.GetProperty("data").GetArrayLength());
    }

    [Fact]
    [Rule("API-2")]
    public async Task What_the_node_sets_is_ignored_when_a_client_sends_it()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var body = ApiMessages.Make(world.A.Party, world.B.Party, message =>
        {
            (message["messageStatus"], message["arrivalDateTime"], message["senderKnown"]) = ("NEW", "2026-03-01T12:00:00Z", true);
            message["events"] = new JsonObject { ["title"] = "NEW", ["eventIssues"] = new JsonArray(1, "x") };
        });
        body["data"]!["id"] = Guid.NewGuid().ToString();
        (body["meta"], body["links"]) = (new JsonObject { ["version"] = "9" }, new JsonObject());
        using var answer = await client.PostAsync(body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var message = await client.WaitForAsync(answer.Headers.Location!.ToString().Split('/')[^1], "ACCEPTED");
        Assert.False(message.TryGetProperty("arrivalDateTime", out var _));
        Assert.Equal("ACCEPTED", message.GetProperty("events").GetProperty("title").GetString());
    }

    [Fact]
    [Rule("API-2")]
    public async Task What_was_read_can_be_sent_on_as_it_is()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        await client.WaitForAsync(id, "ACCEPTED");
        var read = JsonNode.Parse((await client.GetAsync($"/v1/sdk/messages/{id}")).GetRawText())!.AsObject();
        read["data"]!["attributes"]!.AsObject().Remove("messageId");
        Assert.NotEqual(id, await client.SendAsync(read));
    }

    [Fact]
    [Rule("API-1.4", Refuses = true)]
    public async Task A_client_sends_for_no_other_organisation()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        using var answer = await client.PostAsync(ApiMessages.Make(world.A.Party, world.Partner.Party, message => message["sender"] = world.B.Party.Participant));
        Assert.Equal(["data.attributes.sender"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Places());
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Theory]
    [Rule("API-1.4", Refuses = true)]
    [Rule("API-1.3", Refuses = true)]
    [InlineData("/v1/sdk/messages")]
    [InlineData("/v1/sdk/distributions")]
    public async Task A_client_sends_for_no_functional_address_that_is_not_its_own(string path)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A, ["kristinehamn.elevhalsa"]);
        var message = path.EndsWith("messages", StringComparison.Ordinal) ? ApiMessages.Make(world.A.Party, world.Partner.Party) : ApiMessages.ToSeveral(world.A.Party, world.Partner.Party, world.B.Party);
        using var answer = await client.PostAsync(message, path);
        Assert.Equal(["data.attributes.senderAttention.subOrganization.extension"], (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Places());
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Fact]
    [Rule("API-1.4", Refuses = true)]
    public async Task A_functional_address_that_the_settings_do_not_have_sends_nothing()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        using var answer = await client.PostAsync(ApiMessages.Make(world.A.Party, world.Partner.Party, message => message["senderAttention"]!["subOrganization"]!["extension"] = "kristinehamn.finnsinte"));
        await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Fact]
    [Rule("API-1.4")]
    public async Task A_client_sends_for_each_of_its_functional_addresses()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A, ["kristinehamn.bygg*", "kristinehamn.elevhalsa"]);
        foreach (var function in new[] { "kristinehamn.bygglov", "kristinehamn.elevhalsa" })
        {
            var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party, message => message["senderAttention"]!["subOrganization"]!["extension"] = function));
            Assert.Equal(function, (await client.MessageAsync(id)).GetProperty("senderAttention").GetProperty("subOrganization").GetProperty("extension").GetString());
        }
    }

    [Fact]
    [Rule("API-0.3", Refuses = true)]
    public async Task A_message_that_is_not_final_is_not_deleted_and_its_status_is_told()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party));
        await client.WaitForAsync(id, "WAITING_FOR_RECEIPT");
        using var answer = await client.Http.DeleteAsync($"/v1/sdk/messages/{id}", Cancelled);
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(id, problem.GetProperty("instance").GetString());
        Assert.Contains("WAITING_FOR_RECEIPT", problem.GetRawText(), StringComparison.Ordinal);
        await client.MessageAsync(id);
    }

    private async Task<(TestWorld World, ApiClient Client)> ConnectAsync()
    {
        var world = await federation.WorldAsync();
        return (world, await ApiClient.ConnectAsync(world.A));
    }
}
