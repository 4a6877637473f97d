using System.Net;
using System.Text.Json;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Messages;

/// <summary>What a message's <c>events</c> tell, and in what form (API-4).</summary>
public sealed class EventsTests(FederationFixture federation)
{
    [Fact]
    [Rule("API-4")]
    public async Task The_history_is_told_newest_first_in_the_contracts_form()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        var events = Check(await client.WaitForAsync(id, "ACCEPTED"));
        Assert.Equal(["ACCEPTED", "WAITING_FOR_RECEIPT", "ACKNOWLEDGE", "SUBMITTED", "SCHEDULED"], Codes(events).Distinct());
        Assert.All(Issues(events), issue => Assert.Equal(("NA", "NA"), (Text(issue, "title"), Text(issue, "in"))));

        // The list tells the same.
        var listed = Assert.Single((await client.GetAsync($"/v1/sdk/messages?filter[conversationId]={id}")).GetProperty("data").EnumerateArray());
        Assert.Equal(events.GetRawText(), listed.GetProperty("attributes").GetProperty("events").GetRawText());
    }

    [Fact]
    [Rule("API-4")]
    public async Task What_came_tells_its_way_in()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        using var receiver = await ApiClient.ConnectAsync(world.B);
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        Assert.Equal(["NEW", "RECEIPT_SENT", "RETRIEVED"], Codes(Check(await receiver.WaitForAsync(id, "NEW"))).Distinct());
    }

    [Fact]
    [Rule("API-4")]
    public async Task A_rejection_is_told_as_the_error_then_the_receipts_lines_in_their_order()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = await client.SendAsync(ApiMessages.Make(world.A.Party, world.Partner.Party));
        await client.WaitForAsync(id, "WAITING_FOR_RECEIPT");
        ReceiptLine[] lines =
        [
            ReceiptLine.At(LineCode.Business, ReasonCode.NotFound, "Finns inte.", "/messagePayload/message[1]"),
            new(LineCode.Schema, null, "Okänd."),
            ReceiptLine.At(LineCode.Business, ReasonCode.Invariant, "Fel.", "/messagePayload/message[2]"),
        ];
        (await world.Partner.PostAsync(world.A, PartnerLetter.Receipt(world.Partner.Party, world.A.Party, id, lines))).MustBeAcknowledged();

        var events = Check(await client.WaitForAsync(id, "MESSAGE_EXCHANGE_ERROR"));
        Assert.Equal(["MESSAGE_EXCHANGE_ERROR", "BV", "SV", "BV", "REJECTED", "WAITING_FOR_RECEIPT"], Codes(events).Take(6));
        Assert.Equal(
            lines.Select(line => (line.Code, line.Reason ?? "NA", line.Text, line.LineId)),
            Issues(events).Skip(1).Take(3).Select(issue => (Text(issue, "typeCode"), Text(issue, "title"), Text(issue, "detail"), Text(issue, "in"))));
    }

    [Fact]
    [Rule("API-4")]
    public async Task A_request_that_is_refused_is_told_in_the_form_of_the_contract()
    {
        var (world, client) = await ConnectAsync();
        using var _ = client;
        var id = Guid.NewGuid().ToString();
        using var answer = await client.PostAsync(ApiMessages.Make(world.A.Party, world.B.Party, message =>
        {
            (message["messageId"], message["label"]) = (id, new string('x', 300));
            message["digitalDocument"]![0]!["contentFiles"]![0]!["fileName"] = "program.exe";
        }));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(("urn:problem-type:sdk:badRequest", "Bad Request", "MESSAGE_EXCHANGE_ERROR", id), (Text(problem, "type"), Text(problem, "title"), Text(problem, "detail"), Text(problem, "instance")));
        Assert.NotEmpty(problem.Places());
        Assert.All(problem.GetProperty("eventIssues").EnumerateArray(), issue => Assert.Equal("MESSAGE_EXCHANGE_ERROR", Text(issue, "typeCode")));
    }

    [Theory]
    [Rule("API-4")]
    [InlineData("GET", "/v1/sdk/nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/v1/sdk/messages", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "/v1/sdk/messages", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/v1/sdk/messages/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/v1/sdk/messages/%00", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/sdk/messages/nothing/replies", HttpStatusCode.NotFound)]
    public async Task Whatever_is_not_done_is_answered_with_a_problem_document(string method, string path, HttpStatusCode status)
    {
        var (_, client) = await ConnectAsync();
        using var _ = client;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        if (method == "HEAD" || path.Contains("%00", StringComparison.Ordinal))
        {
            // No body can be, or Kestrel itself refuses the request line.
            Assert.Equal(status, answer.StatusCode);
            return;
        }

        await answer.ProblemAsync(status);
    }

    private async Task<(TestWorld World, ApiClient Client)> ConnectAsync()
    {
        var world = await federation.WorldAsync();
        return (world, await ApiClient.ConnectAsync(world.A));
    }

    private static JsonElement Check(JsonElement message)
    {
        var (events, status) = (message.GetProperty("events"), message.GetProperty("messageStatus").GetString());
        Assert.Equal(["type", "title", "detail", "instance", "eventIssues"], events.EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ("urn:event-type:sdk:message", status, status, message.GetProperty("messageId").GetString()),
            (Text(events, "type"), Text(events, "title"), Text(events, "detail"), Text(events, "instance")));
        Assert.All(Issues(events), ApiAnswers.CheckIssue);
        var times = Issues(events).Select(issue => Text(issue, "dateTime")).ToList();
        Assert.Equal(times.OrderByDescending(time => time, StringComparer.Ordinal), times);
        return events;
    }

    private static JsonElement.ArrayEnumerator Issues(JsonElement events) => events.GetProperty("eventIssues").EnumerateArray();

    private static IEnumerable<string> Codes(JsonElement events) => Issues(events).Select(issue => Text(issue, "typeCode"));

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
