using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>
/// A client sees the messages of its own functional addresses, and of others' not even that they exist (API-1): whatever it does
/// with their ids is answered as with ids that nobody has.
/// </summary>
public sealed class InvisibleMessageTests(FederationFixture federation) : IAsyncLifetime
{
    private const string OtherFunction = "kristinehamn.elevhalsa";

    private TestWorld _world = null!;
    private ApiClient _owner = null!;
    private ApiClient _colleague = null!;
    private ApiClient _stranger = null!;
    private string _messageId = null!;
    private string _internalId = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // The method, the path with the id, and whether a body is posted.
    public static TheoryData<string, string> Operations => new()
    {
        { "GET", "/v1/sdk/messages/{id}" },
        { "GET", "/v1/sdk/messages/{id}?filter[contentFiles]=false" },
        { "DELETE", "/v1/sdk/messages/{id}" },
        { "POST", "/v1/sdk/messages/{id}/replies" },
        { "POST", "/v1/sdk/messages/{id}/complements" },
    };

    public async ValueTask InitializeAsync()
    {
        _world = await federation.WorldAsync();
        _owner = await ApiClient.ConnectAsync(_world.A, [_world.A.Party.Function]);
        _colleague = await ApiClient.ConnectAsync(_world.A, [OtherFunction, "nobody.*"]);
        _stranger = await ApiClient.ConnectAsync(_world.B);
        _messageId = await _owner.SendAsync(ApiMessages.Make(_world.A.Party, _world.Partner.Party));
        _internalId = (await _owner.GetAsync($"/v1/sdk/messages/{_messageId}")).GetProperty("data").GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _colleague.Dispose();
        _stranger.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [Rule("API-1.3", Refuses = true)]
    [MemberData(nameof(Operations))]
    public async Task What_is_done_with_an_invisible_message_is_answered_as_with_none(string method, string path)
    {
        foreach (var client in new[] { _colleague, _stranger })
        {
            var none = await AnswerAsync(client, method, path, Guid.CreateVersion7().ToString());
            Assert.StartsWith("404", none, StringComparison.Ordinal);
            Assert.Equal(none, await AnswerAsync(client, method, path, _messageId));
            Assert.Equal(none, await AnswerAsync(client, method, path, _messageId.ToUpperInvariant()));
            Assert.Equal(none, await AnswerAsync(client, method, path, _internalId));
        }

        await _owner.MessageAsync(_messageId);
    }

    [Fact]
    [Rule("API-1.3", Refuses = true)]
    public async Task An_invisible_message_takes_no_longer_to_be_told_absent_than_none()
    {
        // In turn, so that whatever else the machine does hits both; the middle ones are compared.
        List<TimeSpan> invisible = [];
        List<TimeSpan> none = [];
        for (var i = 0; i < 40; i++)
        {
            invisible.Add(await TimeAsync(_messageId));
            none.Add(await TimeAsync(Guid.NewGuid().ToString()));
        }

        var (one, other) = (Middle(invisible), Middle(none));
        Assert.True(Math.Max(one, other) < (3 * Math.Min(one, other)) + 5, $"{one} ms for an invisible message, {other} ms for none");

        async Task<TimeSpan> TimeAsync(string id)
        {
            var watch = Stopwatch.StartNew();
            await _colleague.GetAsync($"/v1/sdk/messages/{id}", HttpStatusCode.NotFound);
            return watch.Elapsed;
        }

        static double Middle(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalMilliseconds;
    }

    [Fact]
    [Rule("API-1.3", Refuses = true)]
    public async Task No_list_holds_an_invisible_message_whatever_it_asks_for()
    {
        var message = await _owner.MessageAsync(_messageId);
        string[] queries =
        [
            "", $"?filter[conversationId]={message.GetProperty("conversationId")}", $"?filter[senderAttention.subOrganization.extension]={_world.A.Party.Function}",
            $"?filter[recipientAttention.subOrganization.extension]={_world.Partner.Party.Function}", "?filter[messageStatus]=SCHEDULED,SUBMITTED,ACKNOWLEDGE,WAITING_FOR_RECEIPT", "?page[size]=1000",
        ];
        foreach (var query in queries)
        {
            Assert.DoesNotContain(_messageId, await ListAsync(_colleague, query));
            Assert.DoesNotContain(_messageId, await ListAsync(_stranger, query));
            Assert.Contains(_messageId, await ListAsync(_owner, query));
        }

        // Paging from it tells no more than paging from an id that nobody has.
        Assert.DoesNotContain(_messageId, await ListAsync(_colleague, $"?page[after]={_internalId}"));
    }

    [Fact]
    [Rule("API-1.3", Refuses = true)]
    public async Task An_id_that_an_invisible_message_holds_cannot_be_used_and_leads_nowhere()
    {
        using var answer = await _colleague.PostAsync(ApiMessages.Make(_world.A.Party, _world.Partner.Party, message =>
        {
            message["messageId"] = _messageId;
            message["senderAttention"]!["subOrganization"]!["extension"] = OtherFunction;
        }));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Null(answer.Headers.Location);
        Assert.Equal(["data.attributes.messageId"], problem.Places());
        Assert.DoesNotContain("/sdk/messages", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(_internalId, problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(_world.A.Party.Function, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, await _world.A.CountOfClientAsync(_colleague.ClientId));

        // The other participant's ids are its own: there the same id is free.
        Assert.Equal(_messageId, await _stranger.SendAsync(ApiMessages.Make(_world.B.Party, _world.Partner.Party, message => message["messageId"] = _messageId)));
    }

    [Theory]
    [Rule("API-1.3")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_own_id_that_is_posted_again_is_a_conflict_that_leads_to_the_message(bool inCapitals)
    {
        using var answer = await _owner.PostAsync(ApiMessages.Make(_world.A.Party, _world.Partner.Party, message => message["messageId"] = inCapitals ? _messageId.ToUpperInvariant() : _messageId));
        var problem = await answer.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(_messageId, problem.GetProperty("instance").GetString());
        Assert.Contains(answer.Headers.Location!.ToString(), problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(_internalId, (await _owner.GetAsync(answer.Headers.Location.AbsolutePath)).GetProperty("data").GetProperty("id").GetString());
        Assert.Equal(1, await _world.A.CountOfClientAsync(_owner.ClientId));
    }

    [Fact]
    [Rule("API-1.3", Refuses = true)]
    public async Task A_deleted_message_is_gone_for_its_owner_and_its_id_stays_used()
    {
        var id = await _owner.SendAsync(ApiMessages.Make(_world.A.Party, _world.B.Party));
        await _owner.WaitForAsync(id, "ACCEPTED");
        using var deleted = await _owner.Http.DeleteAsync($"/v1/sdk/messages/{id}", Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        Assert.Equal(await AnswerAsync(_owner, "DELETE", "/v1/sdk/messages/{id}", Guid.NewGuid().ToString()), await AnswerAsync(_owner, "DELETE", "/v1/sdk/messages/{id}", id));

        using var again = await _owner.PostAsync(ApiMessages.Make(_world.A.Party, _world.B.Party, message => message["messageId"] = id));
        await again.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Null(again.Headers.Location);
    }

    [Theory]
    [Rule("API-1.3")]
    [InlineData("kristinehamn.reg*", true)]
    [InlineData("*", true)]
    [InlineData("kristinehamn.registratur", true)]
    [InlineData("kristinehamn.REGISTRATUR", false)]
    [InlineData("kristinehamn", false)]
    [InlineData("*.registraturen", false)]
    public async Task The_addresses_of_a_client_decide_what_it_sees(string pattern, bool isSeen)
    {
        using var client = await ApiClient.ConnectAsync(_world.A, [pattern]);
        await client.GetAsync($"/v1/sdk/messages/{_messageId}", isSeen ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        Assert.Equal(isSeen, (await ListAsync(client, "")).Contains(_messageId));
    }

    // All of an answer but what is new in each.
    private static async Task<string> AnswerAsync(ApiClient client, string method, string path, string id)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", id, StringComparison.Ordinal));
        if (method == "POST")
        {
            request.Content = JsonBody(new JsonObject { ["data"] = new JsonObject { ["attributes"] = new JsonObject { ["digitalDocument"] = new JsonArray() } } });
        }

        using var answer = await client.Http.SendAsync(request, Cancelled);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!.AsObject();
        problem.Remove("instance");
        foreach (var issue in problem["eventIssues"]!.AsArray())
        {
            issue!.AsObject().Remove("dateTime");
            issue.AsObject().Remove("datetime");
        }

        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        return $"{(int)answer.StatusCode} {string.Join(" | ", headers)} {problem.ToJsonString()}";
    }

    private static StringContent JsonBody(JsonObject body) => new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

    private static async Task<List<string>> ListAsync(ApiClient client, string query) =>
        [.. (await client.GetAsync($"/v1/sdk/messages{query}")).GetProperty("data").EnumerateArray().Select(message => message.GetProperty("attributes").GetProperty("messageId").GetString()!)];
}
