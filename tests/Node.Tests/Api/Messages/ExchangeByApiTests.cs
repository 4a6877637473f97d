using System.Net;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>A message and its answer from one case system to another, through two nodes, by the contract alone.</summary>
public sealed class ExchangeByApiTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("API-0.1")]
    [Rule("API-5")]
    [Rule("MSG-3.2")]
    [Rule("MSG-10.2")]
    [Rule("MSG-15.2")]
    public async Task A_message_goes_from_one_case_system_to_another_and_the_answer_comes_back()
    {
        var world = await federation.WorldAsync();
        using var sender = await ApiClient.ConnectAsync(world.A);
        using var receiver = await ApiClient.ConnectAsync(world.B);
        var posted = ApiMessages.Make(world.A.Party, world.B.Party);
        var id = await sender.SendAsync(posted);

        var sent = await sender.WaitForAsync(id, "ACCEPTED");
        var arrived = await receiver.WaitForAsync(id, "NEW");
        foreach (var name in new[] { "messageId", "conversationId", "creationDateTime", "confidentiality", "label", "sender", "recipient", "senderAttention", "recipientAttention", "generatingSystem", "digitalDocument" })
        {
            Assert.Equal(sent.GetProperty(name).GetRawText(), arrived.GetProperty(name).GetRawText());
            if (posted["data"]!["attributes"]![name] is { } given)
            {
                Assert.True(JsonNode.DeepEquals(given, JsonNode.Parse(arrived.GetProperty(name).GetRawText())), $"{name}: {arrived.GetProperty(name)}");
            }
        }

        var time = arrived.GetProperty("arrivalDateTime").GetString();
        Assert.False(sent.TryGetProperty("arrivalDateTime", out _));

        var answer = await receiver.SendAsync(new JsonObject { ["data"] = new JsonObject { ["attributes"] = new JsonObject { ["digitalDocument"] = Text("Svar: ja.") } } }, $"/v1/sdk/messages/{id}/replies");
        var reply = await sender.WaitForAsync(answer, "NEW");
        Assert.Equal(id, reply.GetProperty("refToMessageId").GetString());
        Assert.Equal(sent.GetProperty("conversationId").GetString(), reply.GetProperty("conversationId").GetString());
        Assert.Equal("SN 2026/417", reply.GetProperty("recipientAttention").GetProperty("referenceId")[0].GetProperty("extension").GetString());
        Assert.Equal(time, (await receiver.MessageAsync(id)).GetProperty("arrivalDateTime").GetString());
    }

    [Fact]
    [Rule("API-0.3")]
    [Rule("API-0.3", Refuses = true)]
    public async Task A_message_is_deleted_in_a_final_status_only_and_is_gone_then()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party));
        using var early = await client.Http.DeleteAsync($"/v1/sdk/messages/{id}", Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);

        var accepted = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        await client.WaitForAsync(accepted, "ACCEPTED");
        using var done = await client.Http.DeleteAsync($"/v1/sdk/messages/{accepted}", Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, done.StatusCode);
        await client.GetAsync($"/v1/sdk/messages/{accepted}", HttpStatusCode.NotFound);
    }

    private static JsonArray Text(string text) => [new JsonObject { ["documentId"] = "svar", ["contentTextBody"] = new JsonArray(text) }];
}
