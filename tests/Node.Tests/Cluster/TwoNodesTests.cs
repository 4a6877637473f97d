using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Cluster;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>One participant, two nodes over one PostgreSQL database, behind a balancer: whichever is asked, the answer is the same.</summary>
public sealed class TwoNodesTests(PairFixture fixture) : IClassFixture<PairFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private TestWorld World => fixture.World;

    private NodePair Pair => fixture.Pair;

    [Fact]
    public async Task What_came_in_at_one_node_the_other_shows_serves_and_deletes_for_a_token_of_the_first()
    {
        using var one = await ApiClient.ConnectAsync(Pair.One);
        using var two = NodePair.At(Pair.Two.ApiAddress, one);
        byte[] file = [.. "%PDF-1.7 "u8, .. RandomNumberGenerator.GetBytes(200_000)];
        var id = await one.SendAsync(ApiMessages.Make(Pair.Party, World.A.Party, attributes =>
            attributes["digitalDocument"]![0]!["contentFiles"] = new JsonArray(ApiMessages.File("stor.pdf", "application/pdf", file))));
        await one.WaitForAsync(id, "ACCEPTED");

        // Its file too, which the first node has written, encrypted, into the folder that both see.
        var path = $"/v1/sdk/messages/{id}";
        Assert.Equal(await one.Http.GetStringAsync(path, Cancelled), await two.GetStringAsync(path, Cancelled));
        Assert.Contains(Convert.ToBase64String(file), await two.GetStringAsync(path, Cancelled), StringComparison.Ordinal);
        Assert.Contains(id, await two.GetStringAsync("/v1/sdk/messages", Cancelled), StringComparison.Ordinal);

        using var gone = await two.DeleteAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, gone.StatusCode);
        await one.GetAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    [Rule("AS4-7.5")]
    public async Task A_transfer_that_one_node_took_is_answered_by_the_other_with_the_stored_receipts_octets()
    {
        var (letter, transfer) = await World.Partner.PrepareMessageAsync(Pair.One);
        var first = (await World.Partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        var again = (await World.Partner.Courier.PostAsync(transfer with { To = Pair.Two })).MustBeAcknowledged();

        Assert.Equal(first.Answer.ToArray(), again.Answer.ToArray());
        await Pair.Two.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.Equal(1, await Pair.One.CountIncomingAsync(letter.Id));
        Assert.Equal([EventLog.MessageReceived, EventLog.DuplicateAnswered], (await Pair.One.LogAsync(transfer.Message.MessageId)).Select(row => row.Event));
        await World.Partner.Inbox.WaitForReceiptAsync(letter.Id);
        Assert.Single(await World.Partner.Inbox.ReceiptsForAsync(letter.Id));
    }

    [Fact]
    [Rule("AS4-7.5")]
    public async Task The_same_transfer_at_both_nodes_at_once_is_one_message_and_one_receipt()
    {
        var (letter, transfer) = await World.Partner.PrepareMessageAsync(Pair.One);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => World.Partner.Courier.PostAsync(transfer with { To = i % 2 == 0 ? Pair.One : Pair.Two })));

        Assert.Single(answers.Select(answer => Convert.ToBase64String(answer.MustBeAcknowledged().Answer.Span)).Distinct());
        await Pair.One.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.Equal(1, await Pair.One.CountIncomingAsync(letter.Id));
        await World.Partner.Inbox.WaitForReceiptAsync(letter.Id);
        Assert.Single(await World.Partner.Inbox.ReceiptsForAsync(letter.Id));
    }

    [Fact]
    public async Task Both_nodes_do_their_share_of_the_work()
    {
        const int each = 60;
        await Pair.Shared.RecordClaimsAsync();
        using var client = await Pair.ConnectAsync();
        var sent = await PostAsync(client, each);
        var answers = await Task.WhenAll(Enumerable.Range(0, each).Select(_ => World.A.SendAsync(Pair.Party)));
        foreach (var id in sent)
        {
            await Pair.One.WaitForOutgoingAsync(id, MessageStatus.Accepted);
            Assert.Equal(1, await World.A.CountIncomingAsync(id));
        }

        foreach (var answer in answers)
        {
            await World.A.WaitForAsync(answer, MessageStatus.Accepted);
            Assert.Equal(1, await Pair.Two.CountIncomingAsync(answer.XheId));
        }

        // 60 messages and as many receipts in each direction.
        var claims = await Pair.Shared.ClaimsAsync(WorkKind.Send, WorkKind.Open);
        var total = claims.Values.Sum();
        TestContext.Current.TestOutputHelper!.WriteLine($"Sent and opened: {string.Join(" and ", claims.Values)}");
        Assert.InRange(total, 4 * each, 6 * each);
        Assert.Equal(2, claims.Count);

        // How much of it each does depends on who has free places when it comes; bench/Crash rate measures it under load.
        Assert.All(claims.Values, count => Assert.InRange(count, 5, total));
    }

    [Fact]
    public async Task A_node_that_stops_under_load_fails_nothing_and_is_not_missed()
    {
        using var client = await Pair.ConnectAsync();
        var back = Task.WhenAll(Enumerable.Range(0, 30).Select(_ => World.A.SendAsync(Pair.Party)));
        var posting = PostAsync(client, 40);
        await Task.Delay(TimeSpan.FromMilliseconds(300), Cancelled);
        Pair.Balance(Pair.Two);
        await Pair.One.StopAsync();
        try
        {
            foreach (var id in await posting)
            {
                await Pair.Two.WaitForOutgoingAsync(id, MessageStatus.Accepted);
                Assert.Equal(1, await World.A.CountIncomingAsync(id));
            }

            foreach (var sent in await back)
            {
                await World.A.WaitForAsync(sent, MessageStatus.Accepted);
                Assert.Equal(1, await Pair.Two.CountIncomingAsync(sent.XheId));
            }

            Assert.Equal("two", Assert.Single(await Pair.Two.Get<NodeList>().ListAsync(Cancelled)).Row.Name);
            Assert.DoesNotContain(await Pair.Two.Get<AlarmList>().OpenAsync(Cancelled), alarm => alarm.Kind == AlarmKinds.NodeSilent);
        }
        finally
        {
            await Pair.One.StartAsync(Cancelled);
            Pair.Balance(Pair.One, Pair.Two);
        }

        await Poll.WaitForAsync("node one in the list", async () => (await Pair.Two.Get<NodeList>().ListAsync(Cancelled)).Count == 2);
    }

    // Eight at a time, each over a connection of its own.
    private async Task<IReadOnlyList<string>> PostAsync(HttpClient client, int count)
    {
        var ids = new string[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancelled }, async (i, cancellationToken) =>
        {
            ids[i] = Guid.NewGuid().ToString("D");
            var message = ApiMessages.Make(Pair.Party, World.A.Party, attributes => attributes["messageId"] = ids[i]).ToJsonString();
            Assert.Contains(await PostAsync(client, message, cancellationToken), new[] { HttpStatusCode.Created, HttpStatusCode.Conflict });
        });
        return ids;
    }

    // As a client does whose kept connection was closed just as it was used: the same message again, which the node takes once.
    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string message, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var body = new StringContent(message, Encoding.UTF8, "application/json");
                using var answer = await client.PostAsync("/v1/sdk/messages", body, cancellationToken);
                Assert.True(tries > 1 || answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(cancellationToken));
                return answer.StatusCode;
            }
            catch (HttpRequestException) when (tries < 3)
            {
                // Asked again.
            }
        }
    }
}
