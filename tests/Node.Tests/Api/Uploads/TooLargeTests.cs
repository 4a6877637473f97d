using System.Net;
using System.Text.Json;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Uploads;

/// <summary>An upload above the limit is answered while it comes, with the contract's 400 (MSG-13), however it is sent.</summary>
public sealed class TooLargeTests(FederationFixture federation)
{
    // 30,000,000 octets of message and 6 MiB of JSON around them, and what the sockets of both sides hold.
    private const long Most = 37_000_000 + 16_000_000;

    private const string ToContent = """{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":""";

    // What begins an endless body, and how it goes on.
    private static readonly Dictionary<string, (string Beginning, string More)> s_endless = new()
    {
        ["a file"] = (ToContent + "\"", "QUJD"),
        ["a file in escapes"] = (ToContent + "\"", "\\u0051UJD"),
        ["white space in a file"] = (ToContent + "\"QUJD", "    "),
        ["what comes after a fault in a file"] = (ToContent + "\"*", "QUJD"),
        ["files"] = (ToContent + "\"\"", ",\"content\":\"QUJD\""),
        ["a text"] = ("{\"data\":{\"attributes\":{\"label\":\"", "åäö "),
        ["a name"] = ("{\"", "name"),
        ["elements"] = ("{\"data\":[0", ",0"),
        ["white space"] = ("{", "    "),
        ["white space after the document"] = ("{}", "\r\n  "),
    };

    public static TheoryData<string> Endless => [.. s_endless.Keys];

    [Theory]
    [Rule("MSG-13.1", Refuses = true)]
    [MemberData(nameof(Endless))]
    public async Task An_endless_upload_is_answered_while_it_comes(string what)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var upload = await RawUpload.BeginAsync(client, "Transfer-Encoding: chunked");
        var (beginning, more) = s_endless[what];
        AssertTooLarge(await upload.SendEndlesslyAsync(chunked: true, beginning, more));
        Assert.InRange(upload.Sent, 0, Most);
        Assert.Equal(0, await world.A.CountOfClientAsync(client.ClientId));
    }

    [Fact]
    [Rule("MSG-13.1", Refuses = true)]
    public async Task An_upload_that_says_how_large_it_is_is_answered_before_it_comes()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var upload = await RawUpload.BeginAsync(client, "Content-Length: 40000000");
        AssertTooLarge(await upload.ReadAsync());
    }

    [Fact]
    [Rule("MSG-13.1", Refuses = true)]
    public async Task A_client_that_asks_first_is_told_before_it_sends_anything()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var upload = await RawUpload.BeginAsync(client, "Content-Length: 40000000", "Expect: 100-continue");
        AssertTooLarge(await upload.ReadAsync());
    }

    [Fact]
    [Rule("MSG-13.1", Refuses = true)]
    public async Task An_upload_that_is_just_below_what_is_refused_unread_is_answered_while_it_comes()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var upload = await RawUpload.BeginAsync(client, "Content-Length: 36000000");

        // The rest of what is announced never comes.
        AssertTooLarge(await upload.SendEndlesslyAsync(chunked: false, ToContent + "\"", "QUJD", most: 35_800_000));
    }

    [Fact]
    public async Task A_client_that_asks_first_is_told_to_go_on_and_its_message_is_taken()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        var body = JsonSerializer.SerializeToUtf8Bytes(ApiMessages.Make(world.A.Party, world.Partner.Party));
        using var upload = await RawUpload.BeginAsync(client, $"Content-Length: {body.Length}", "Expect: 100-continue");
        Assert.StartsWith("HTTP/1.1 100 Continue", await upload.ReadAsync(), StringComparison.Ordinal);
        await upload.SendAsync(body);
        Assert.StartsWith("HTTP/1.1 201 Created", await upload.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization: Bearer nothing", "HTTP/1.1 401")]
    [InlineData("Content-Type: text/plain", "HTTP/1.1 415")]
    public async Task Who_may_not_send_is_told_before_anything_is_sent(string header, string status)
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        using var upload = await RawUpload.BeginAsync(client, "Content-Length: 20000000", "Expect: 100-continue", header);
        Assert.StartsWith(status, await upload.ReadAsync(), StringComparison.Ordinal);
    }

    private static void AssertTooLarge(string answer)
    {
        Assert.StartsWith("HTTP/1.1 400 Bad Request", answer, StringComparison.Ordinal);
        var problem = ApiAnswers.Problem(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..], HttpStatusCode.BadRequest);
        Assert.Equal("urn:problem-type:sdk:message", problem.GetProperty("type").GetString());
        Assert.Equal("Payload Too Large", problem.GetProperty("title").GetString());
        Assert.Equal("Request message must not be larger than 30 MB", problem.GetProperty("detail").GetString());
    }
}
