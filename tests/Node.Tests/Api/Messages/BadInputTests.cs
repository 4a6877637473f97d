using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>What no message is: it is answered with a problem document that names the place, and nothing is stored.</summary>
public sealed class BadInputTests(FederationFixture federation)
{
    private const string Attributes = "data.attributes.";

    // What is put where, and the place that the answer names.
    private static readonly Dictionary<string, (Action<JsonObject> Change, string Place)> s_wrong = new()
    {
        ["a number for a text"] = (message => message["label"] = 17, "label"),
        ["a text for a flag"] = (message => message["confidentiality"] = "true", "confidentiality"),
        ["a text for an object"] = (message => message["senderAttention"] = "registratur", "senderAttention"),
        ["an array for an object"] = (message => message["recipientAttention"]!["subOrganization"] = new JsonArray(), "recipientAttention.subOrganization"),
        ["an object for an array"] = (message => message["digitalDocument"] = new JsonObject(), "digitalDocument"),
        ["null in an array"] = (message => message["digitalDocument"]!.AsArray().Add(null), "digitalDocument[1]"),
        ["a number among the texts"] = (message => Document(message)["contentTextBody"] = new JsonArray("a", 1), "digitalDocument[0].contentTextBody[1]"),
        ["null for what is required"] = (message => message["recipient"] = null, "recipient"),
        ["nothing for what is required"] = (message => message.Remove("recipientAttention"), "recipientAttention"),
        ["an empty text"] = (message => message["sender"] = "", "sender"),
        ["an unknown attribute"] = (message => message["prioritet"] = "hög", "prioritet"),
        ["an unknown attribute far in"] = (message => File(message)["size"] = 3, "digitalDocument[0].contentFiles[0].size"),
        ["an attribute in another case"] = (message => message["Label"] = "x", "Label"),
        ["no Base64"] = (message => File(message)["content"] = "***", "digitalDocument[0].contentFiles[0].content"),
        ["Base64 that is cut off"] = (message => File(message)["content"] = "QUJ", "digitalDocument[0].contentFiles[0].content"),
        ["Base64 for URLs"] = (message => File(message)["content"] = "-_-_", "digitalDocument[0].contentFiles[0].content"),
        ["an empty file"] = (message => File(message)["content"] = "", "digitalDocument[0].contentFiles[0].content"),
        ["a number for a file"] = (message => File(message)["content"] = 17, "digitalDocument[0].contentFiles[0].content"),
        ["no file"] = (message => File(message).Remove("content"), "digitalDocument[0].contentFiles[0].content"),
        ["a control character"] = (message => message["label"] = "a\u0001b", "label"),
        ["a control character in a text"] = (message => Document(message)["contentTextBody"] = new JsonArray("a\u0000b"), "digitalDocument[0].contentTextBody[0]"),
        ["a control character far in"] = (message => message["senderAttention"]!["attentionPerson"]![0]!["label"] = "\u001b[2J", "senderAttention.attentionPerson[0].label"),
        ["no time"] = (message => message["creationDateTime"] = "i går", "creationDateTime"),
        ["a time beyond all times"] = (message => message["creationDateTime"] = "9999-12-31T23:00:00-12:00", "creationDateTime"),
        ["no UUID"] = (message => message["messageId"] = "{ff325210-0690-42fe-b86f-95ecab821223}", "messageId"),
        ["no UUID for the conversation"] = (message => message["conversationId"] = "1", "conversationId"),
        ["a hundred thousand references"] = (message => message["senderAttention"]!["referenceId"] = new JsonArray([.. Enumerable.Range(0, 100_000).Select(i => new JsonObject { ["extension"] = $"{i}" })]), "senderAttention.referenceId"),
    };

    // Bodies that are no document, and a part of what the answer says.
    private static readonly Dictionary<string, (string Body, string Told)> s_broken = new()
    {
        ["nothing"] = ("", "no JSON"),
        ["a word"] = ("message", "no JSON"),
        ["XML"] = ("<message/>", "no JSON"),
        ["half a document"] = ("{\"data\":{\"attributes\":{\"label\":\"a", "no JSON"),
        ["two documents"] = ("{}{}", "no JSON"),
        ["a comment"] = ("{/* */}", "no JSON"),
        ["the same attribute twice"] = ("{\"data\":{},\"data\":{}}", "no JSON"),
        ["the same attribute twice by an escape"] = ("{\"data\":{},\"d\\u0061ta\":{}}", "no JSON"),
        ["an array"] = ("[]", "must be an object"),
        ["null"] = ("null", "must be an object"),
        ["nothing in it"] = ("{}", "required"),
        ["no attributes"] = ("{\"data\":{\"type\":\"messages\"}}", "required"),
        ["another type"] = ("{\"data\":{\"type\":\"letters\",\"attributes\":{}}}", "must be messages"),
        ["half a character in a name"] = ("{\"\\ud800\":1}", "half a character"),
        ["half a character in a text"] = ("{\"data\":{\"type\":\"\\ud800\",\"attributes\":{}}}", "half a character"),
        ["arrays in arrays"] = (string.Concat(Enumerable.Repeat("[", 100_000)), "nested deeper"),
        ["objects in objects"] = (string.Concat(Enumerable.Repeat("{\"data\":", 100_000)), "nested deeper"),
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Wrong => [.. s_wrong.Keys];

    public static TheoryData<string> Broken => [.. s_broken.Keys];

    [Theory]
    [Rule("API-2", Refuses = true)]
    [MemberData(nameof(Wrong))]
    public async Task An_attribute_that_is_wrong_is_named_and_nothing_is_stored(string what)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        var (change, place) = s_wrong[what];
        using var answer = await client.PostAsync(ApiMessages.Make(world.A.Party, world.B.Party, change));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("urn:problem-type:sdk:badRequest", problem.GetProperty("type").GetString());
        Assert.Equal([Attributes + place], problem.Places());
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Theory]
    [Rule("API-2", Refuses = true)]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_document_is_told_so_and_nothing_is_stored(string what)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        var (body, told) = s_broken[what];
        foreach (var path in new[] { "/v1/sdk/messages", "/v1/sdk/distributions" })
        {
            using var answer = await client.PostAsync(body, path);
            var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
            Assert.Contains(problem.GetProperty("eventIssues").EnumerateArray(), issue => issue.GetProperty("detail").GetString()!.Contains(told, StringComparison.Ordinal));
        }

        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Fact]
    [Rule("API-2", Refuses = true)]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var answer = await client.PostAsync(ApiMessages.Make(world.A.Party, world.B.Party, message =>
        {
            (message["prioritet"], message["label"], message["sender"]) = ("hög", 1, null);
            File(message)["content"] = "*";
        }));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(
            new[] { "prioritet", "sender", "label", "digitalDocument[0].contentFiles[0].content" }.Select(name => Attributes + name).Order(),
            problem.Places().Order());
    }

    [Theory]
    [InlineData("/v1/sdk/messages?filter[conversationId]=a%00")]
    [InlineData("/v1/sdk/messages?filter%00=a")]
    [InlineData("/v1/addressbook/addresses?filter[name]=%00")]
    public async Task A_NUL_which_no_database_holds_is_asked_of_none(string path)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var answer = await client.Http.GetAsync(path, Cancelled);
        Assert.Contains("NUL", (await answer.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("eventIssues")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_unknown_attributes_are_answered_with_no_more_issues_than_help()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var answer = await client.PostAsync($"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"a{i}\":1"))}}}");
        Assert.Equal(50, (await answer.ProblemAsync(HttpStatusCode.BadRequest)).Places().Count);
    }

    [Fact]
    public async Task Octets_that_are_no_UTF_8_are_told_so()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var content = new ByteArrayContent([.. "{\"data\":{\"type\":\""u8, 0xE5, .. "\"}}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.Http.PostAsync("/v1/sdk/messages", content, Cancelled);
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains("UTF-8", problem.GetProperty("eventIssues")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task Another_media_type_is_refused(string? type)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(ApiMessages.Make(world.A.Party, world.B.Party).ToJsonString()));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var answer = await client.Http.PostAsync("/v1/sdk/messages", content, Cancelled);
        await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Fact]
    public async Task What_the_rules_of_messages_refuse_is_told_with_the_rule_and_the_place()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var answer = await client.PostAsync(ApiMessages.Make(world.A.Party, world.B.Party, message => message["label"] = new string('å', 257)));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        var issue = Assert.Single(problem.GetProperty("eventIssues").EnumerateArray());
        Assert.Contains("structure", issue.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("label", issue.GetProperty("in").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    private static JsonObject Document(JsonObject message) => message["digitalDocument"]![0]!.AsObject();

    private static JsonObject File(JsonObject message) => Document(message)["contentFiles"]![0]!.AsObject();
}
