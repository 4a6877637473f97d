using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>Requests and answers of a running node beside what the description says of them.</summary>
public sealed class AnswersTests(FederationFixture federation)
{
    private readonly JsonObject _description = ApiDescriptions.Ours();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("API-0.1")]
    public async Task Every_answer_is_what_the_description_says()
    {
        var world = await federation.WorldAsync();
        using var sender = await ApiClient.ConnectAsync(world.A);
        using var receiver = await ApiClient.ConnectAsync(world.B);
        var message = ApiMessages.Make(world.A.Party, world.B.Party);
        Check("createMessage", JsonSerializer.SerializeToElement(message));
        var id = await PostAsync(sender, message, "/sdk/messages");
        await receiver.WaitForAsync(id, "NEW");

        await CheckAsync(sender, HttpMethod.Get, "/sdk/messages", "");
        await CheckAsync(receiver, HttpMethod.Get, "/sdk/messages", $"?filter[conversationId]={id}&page[size]=1");
        await CheckAsync(receiver, HttpMethod.Get, "/sdk/messages", "?filter[nothing]=1");
        await CheckAsync(receiver, HttpMethod.Get, "/sdk/messages/{messageId}", id);
        await CheckAsync(receiver, HttpMethod.Get, "/sdk/messages/{messageId}", "nothing");
        await PostAsync(receiver, Answer(), "/sdk/messages/{messageId}/replies", id);
        await PostAsync(sender, Answer(), "/sdk/messages/{messageId}/complements", id);
        await CheckAsync(receiver, HttpMethod.Delete, "/sdk/messages/{messageId}", id);

        message["data"]!["attributes"]!["messageId"] = id;
        await PostAsync(sender, message, "/sdk/messages");
        await PostAsync(sender, new JsonObject(), "/sdk/messages");
        await PostAsync(sender, Several(world), "/sdk/distributions");
    }

    [Theory]
    [InlineData("/addressbook/organizations")]
    [InlineData("/addressbook/addresses")]
    [InlineData("/addressbook/codesystems")]
    public async Task The_address_book_is_what_the_description_says(string path)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        await CheckAsync(client, HttpMethod.Get, path, "");
        await CheckAsync(client, HttpMethod.Get, path, "?page[size]=1");
        await CheckAsync(client, HttpMethod.Get, path, "?page[size]=0");
    }

    [Fact]
    public async Task Who_shows_no_token_gets_the_answer_of_the_description()
    {
        var world = await federation.WorldAsync();
        using var http = new HttpClient { BaseAddress = world.A.ApiAddress };
        using var answer = await http.GetAsync("/v1/sdk/messages", Cancelled);
        await CheckAsync(answer, "get", "/sdk/messages");
    }

    private static JsonObject Answer() =>
        new() { ["data"] = new JsonObject { ["attributes"] = new JsonObject { ["digitalDocument"] = new JsonArray(new JsonObject { ["documentId"] = "1", ["contentTextBody"] = new JsonArray("Ja.") }) } } };

    private static JsonObject Several(TestWorld world) => ApiMessages.Make(world.A.Party, world.B.Party, attributes =>
    {
        attributes["recipients"] = new JsonArray(new JsonObject { ["recipient"] = world.B.Party.Participant, ["recipientAttention"] = attributes["recipientAttention"]!.DeepClone() });
        attributes.Remove("recipient");
        attributes.Remove("recipientAttention");
    });

    // Gives the messageId of what was taken.
    private async Task<string> PostAsync(ApiClient client, JsonObject body, string path, string messageId = "")
    {
        using var answer = await client.PostAsync(body, "/v1" + path.Replace("{messageId}", messageId, StringComparison.Ordinal));
        await CheckAsync(answer, "post", path);
        return answer.Headers.Location?.OriginalString.Split('/')[^1] ?? "";
    }

    private async Task CheckAsync(ApiClient client, HttpMethod method, string path, string rest)
    {
        using var request = new HttpRequestMessage(method, "/v1" + (path.Contains('{', StringComparison.Ordinal) ? path.Replace("{messageId}", rest, StringComparison.Ordinal) : path + rest));
        using var answer = await client.Http.SendAsync(request, Cancelled);
        await CheckAsync(answer, method.Method.ToLowerInvariant(), path);
    }

    private async Task CheckAsync(HttpResponseMessage answer, string method, string path)
    {
        var described = _description["paths"]![path]![method]!["responses"]![$"{(int)answer.StatusCode}"];
        Assert.True(described is not null, $"{method} {path} is answered with {(int)answer.StatusCode}, which is not described: {await answer.Content.ReadAsStringAsync(Cancelled)}");
        if (described["content"]?["application/json"]?["schema"] is { } schema)
        {
            Assert.Empty(ShapeCheck.Faults(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled), Schema.Of(_description, schema)));
        }
        else
        {
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancelled));
        }

        var headers = answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).ToList();
        Assert.All(described["headers"]?.AsObject().Select(header => header.Key) ?? [], name => Assert.Contains(name, headers, StringComparer.OrdinalIgnoreCase));
    }

    private void Check(string shape, JsonElement value) =>
        Assert.Empty(ShapeCheck.Faults(value, Schema.Of(_description, _description["components"]!["schemas"]![shape]!)));
}
