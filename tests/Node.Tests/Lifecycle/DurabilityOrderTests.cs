using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Lifecycle;

/// <summary>
/// What is promised to others is on disk before they hear of it, as the operating system sees it: content, its folder, the row, and
/// only then the octets of the answer.
/// </summary>
public sealed class DurabilityOrderTests(FederationFixture federation)
{
    private const string Drafts = "/staging/";
    private const string Folders = "/content/";
    private const string Log = "sdknode.db-wal";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_and_row_are_flushed_to_disk_before_a_client_gets_its_201_and_a_partner_its_receipt()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("calls.txt");
        var prefix = await SystemCalls.WatchAsync(file);
        var world = await federation.WorldAsync();
        await using var node = world.Process(TestWorld.NewParty("granskad"), prefix: prefix);
        await node.StartAsync();
        await using var partner = await world.StartPartnerAsync("ovetande", Cancelled);
        using (var client = await node.ConnectAsync())
        {
            await PostAsync(node, client, ApiMessages.Make(node.Party, partner.Party));
            await PostAsync(node, client, ApiMessages.Large(node.Party, partner.Party));
        }

        var letter = PartnerLetter.Bulk(partner.Party, node.Party, RandomNumberGenerator.GetBytes(200_000));
        (await partner.PostAsync(node, letter)).MustBeAcknowledged();
        Assert.Equal(0, await node.Program.TerminateAsync());
        var calls = SystemCalls.Read(await ReadToEndAsync(file));

        // The client: a small message lies in the database whole. Of a large one, what was uploaded comes first, then the message made of it.
        var client201 = calls.Where(call => call.Writes($"TCP:[127.0.0.1:{node.ApiAddress.Port}->") && call.Text.Contains("HTTP/1.1 201", StringComparison.Ordinal)).ToList();
        var before = calls.Last(call => call.Writes($"TCP:[127.0.0.1:{node.ApiAddress.Port}->") && call.Begun < client201[0].Begun);
        AssertCommitted(calls, before, client201[0]);
        AssertFlushed(calls, DraftsAfter(calls, client201[0].Begun)[1], client201[1]);

        // The partner: the first octets to it are TLS's; the next after the envelope began to be written are the answer's.
        var line = calls.Where(call => call.Writes($"TCP:[127.0.0.1:{node.Address.Port}->")).ToList();
        var envelope = DraftsAfter(calls, line[0].Begun)[0];
        AssertFlushed(calls, envelope, line.First(call => call.Begun > envelope.Begun));
    }

    private static async Task PostAsync(NodeProcess node, HttpClient client, JsonObject message)
    {
        using var posted = await client.PostAsync("/v1/sdk/messages", new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json"), Cancelled);
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        await node.WaitForAsync(Direction.Outgoing, posted.Headers.Location!.ToString().Split('/')[^1], MessageStatus.WaitingForReceipt);
    }

    // Each call must have returned before the next begins.
    private static void AssertFlushed(IReadOnlyList<SystemCall> calls, SystemCall draft, SystemCall answer)
    {
        var content = Next(calls, draft, "flush of the content", call => call.Flushes(draft.Target));
        var folder = Next(calls, content, "flush of its folder", call => call.Flushes(Folders));
        AssertCommitted(calls, folder, answer);
    }

    private static void AssertCommitted(IReadOnlyList<SystemCall> calls, SystemCall after, SystemCall answer)
    {
        var row = Next(calls, after, "write of the row", call => call.Writes(Log));
        var commit = Next(calls, row, "flush of the row", call => call.Flushes(Log));
        Assert.True(commit.Returned < answer.Begun, $"The answer left (line {answer.Begun}) before the row was flushed (line {commit.Returned}).");
    }

    private static SystemCall Next(IReadOnlyList<SystemCall> calls, SystemCall after, string what, Func<SystemCall, bool> matches) =>
        calls.FirstOrDefault(call => call.Begun > after.Returned && matches(call)) ?? throw new InvalidOperationException($"No {what} after line {after.Returned} ({after.Name} {after.Target}).");

    // The first write to each.
    private static List<SystemCall> DraftsAfter(IReadOnlyList<SystemCall> calls, int line) =>
        [.. calls.Where(call => call.Begun > line && call.Writes(Drafts) && !call.Target.Contains("/probe-", StringComparison.Ordinal)).DistinctBy(call => call.Target)];

    // strace is a process of its own, which ends a moment after the node.
    private static async Task<string[]> ReadToEndAsync(string file)
    {
        await Poll.WaitForAsync("end of strace", async () => (await File.ReadAllLinesAsync(file, Cancelled)).LastOrDefault()?.Contains("+++ exited with 0 +++", StringComparison.Ordinal) == true);
        return await File.ReadAllLinesAsync(file, Cancelled);
    }
}
