using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Backups;

/// <summary>
/// A node that is backed up while messages flow, loses its disk and is restored: with nothing of what it had received before the
/// backup lost, and nothing shown twice to anybody.
/// </summary>
public sealed class LostNodeTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("AS4-7.1")]
    public async Task A_lost_node_comes_back_on_hold_with_its_messages_and_sends_what_waits_once_when_it_is_released()
    {
        var world = await federation.WorldAsync();
        using var kept = new TemporaryFolder();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("forlorad"), SettingsEdits.Patient, cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("vantar", Cancelled);

        // 1. Before the backup: a message in each direction, and one to a partner whose answer is lost, so that it will come again.
        var arrived = await world.B.SendAsync(node.Party);
        await node.WaitForIncomingAsync(arrived.XheId, MessageStatus.New);
        var large = await SendLargeAsync(world.B, node.Party);
        await node.WaitForIncomingAsync(large, MessageStatus.New);
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        var documents = await DocumentsAsync(node, arrived.XheId, large);
        partner.OnAnswer = static (_, _) => null;
        var cut = await node.SendAsync(partner.Party);
        await Poll.WaitForAsync("request at the partner", () => Task.FromResult(partner.Inbox.Taken.Count == 1));

        // 2. On hold, one more waits in the store; while others keep sending, the backup.
        await node.Get<OutgoingHold>().HoldAsync("a test.", Cancelled);
        var gap = await node.SendAsync(world.B.Party);
        var flowing = Enumerable.Range(0, 6).Select(_ => world.B.SendAsync(node.Party)).ToList();
        var file = kept.PathOf("node.tar");
        var told = await SdkNodeProgram.RunAsync(0, "backup", file, "--config", node.SettingsPath);
        Assert.Contains("without it nothing in this file can be read", told, StringComparison.Ordinal);
        Assert.DoesNotContain("with 0 content files", told, StringComparison.Ordinal);
        await AssertSecretAsync(file, node, arrived.XheId);

        // 3. What goes on until the disk is lost: the message that waited in the backup reaches B.
        await Task.WhenAll(flowing);
        await node.Get<OutgoingHold>().ReleaseAsync("a test", Cancelled);
        await node.WaitForAsync(gap, MessageStatus.Accepted);
        await world.B.WaitForIncomingAsync(gap.XheId, MessageStatus.New);
        var key = kept.PathOf("node.key");
        File.Copy(node.Get<NodeSetup>().Store.NodeKeyFile, key);
        var folder = node.Get<NodeSetup>().DataFolder;
        await node.StopAsync();

        // Another process would have no connection to the lost file either.
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);

        // 4. The wrong key is of no use; the right one is.
        NodeKey.LoadOrCreate(kept.PathOf("wrong.key"));
        Assert.Contains("is not the one of this backup", await SdkNodeProgram.RunAsync(1, "restore", file, "--node-key", kept.PathOf("wrong.key"), "--config", node.SettingsPath), StringComparison.Ordinal);
        Assert.Contains("sdknode outgoing release", await SdkNodeProgram.RunAsync(0, "restore", file, "--node-key", key, "--config", node.SettingsPath), StringComparison.Ordinal);

        // 5. It runs: what had arrived is there, new messages are taken and received, nothing goes out.
        partner.OnAnswer = static (_, answer) => answer;
        var requests = partner.Requests;
        await node.StartAsync(Cancelled);
        Assert.Equal(documents, await DocumentsAsync(node, arrived.XheId, large));
        await AssertHeldAsync(world, node, partner, requests);

        // 6. Released, it sends everything once: under the AS4 MessageId that it had, or at least under the same XHE id.
        var held = await node.SendAsync(partner.Party);
        Assert.Contains("Outgoing messages are sent.", await SdkNodeProgram.RunAsync(0, "outgoing", "release", "--config", node.SettingsPath), StringComparison.Ordinal);
        await node.WaitForAsync(held, MessageStatus.WaitingForReceipt);
        await node.WaitForAsync(cut, MessageStatus.WaitingForReceipt);
        await AssertSentAgainAsync(node, cut, partner);
        await node.WaitForAsync(gap, MessageStatus.MessageExchangeError);
        Assert.Contains(await node.EventsAsync(gap.Id), step => step.Title == "duplicate");
        Assert.Equal(1, await CountShownAsync(world.B, gap.XheId));
        Assert.Empty(await node.Get<AlarmList>().OpenAsync(Cancelled));
    }

    private static async Task AssertHeldAsync(TestWorld world, DemoNode node, TestPartner partner, int requests)
    {
        var later = await world.B.SendAsync(node.Party);
        await node.WaitForIncomingAsync(later.XheId, MessageStatus.ReceiptSent);
        using var client = await ApiClient.ConnectAsync(node);
        var posted = await client.SendAsync(ApiMessages.Make(node.Party, partner.Party));
        await Poll.WaitForAsync("alarm", async () => (await node.Get<AlarmList>().OpenAsync(Cancelled)).Any(row => row.Kind == AlarmKinds.OutgoingHeld));

        // The clock ticks every second, and asks for due work each time.
        await Task.Delay(TimeSpan.FromSeconds(3), Cancelled);
        Assert.Equal("SCHEDULED", (await client.MessageAsync(posted)).GetProperty("messageStatus").GetString());
        Assert.Equal(MessageStatus.WaitingForReceipt, (await world.B.Store.FindAsync(later.Id, Cancelled))!.Status);
        Assert.Equal(requests, partner.Requests);
        Assert.Contains("on hold since", await SdkNodeProgram.RunAsync(0, "outgoing", "show", "--config", node.SettingsPath), StringComparison.Ordinal);

        // So it is after another start.
        await node.StopAsync();
        await node.StartAsync(Cancelled);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancelled);
        Assert.Equal(requests, partner.Requests);
    }

    // The partner took it before the disk was lost; the same MessageId let it know that.
    private static async Task AssertSentAgainAsync(DemoNode node, AcceptedSubmission cut, TestPartner partner)
    {
        var row = (await node.Store.FindAsync(cut.Id, Cancelled))!;
        Assert.Single(partner.Inbox.Taken, taken => taken.Message.ConversationId == cut.XheId);
        Assert.Single(partner.Inbox.Taken, taken => taken.Message.MessageId == row.As4MessageId);
        Assert.Contains(await node.EventsAsync(cut.Id), step => step.Detail.StartsWith("Restored from the backup of", StringComparison.Ordinal));
        Assert.Equal(3, partner.Inbox.Taken.Select(taken => taken.Message.ConversationId).Distinct().Count());
        Assert.Equal(3, partner.Inbox.Taken.Count);
    }

    private static async Task<int> CountShownAsync(DemoNode node, string xheId)
    {
        await using var db = node.Get<Func<NodeDb>>()();
        return await db.Messages.CountAsync(row => row.Direction == Direction.Incoming && row.XheId == xheId && row.OwnAddress != null, Cancelled);
    }

    // Too large to lie in the database.
    private static async Task<string> SendLargeAsync(DemoNode from, DemoParty to)
    {
        using var client = await ApiClient.ConnectAsync(from);
        return await client.SendAsync(ApiMessages.Make(from.Party, to, static attributes =>
            attributes["digitalDocument"]![0]!["contentFiles"] = new JsonArray(ApiMessages.File("stor.pdf", "application/pdf", [.. "%PDF-1.7 stor"u8, .. new byte[300_000]]))));
    }

    // What a client gets of messages, word for word.
    private static async Task<string> DocumentsAsync(DemoNode node, params string[] messages)
    {
        using var client = await ApiClient.ConnectAsync(node);
        var all = new StringBuilder();
        foreach (var id in messages)
        {
            all.AppendLine((await client.MessageAsync(id)).GetProperty("digitalDocument").GetRawText());
        }

        Assert.Contains("samordnad individuell plan", all.ToString(), StringComparison.Ordinal);
        Assert.InRange(all.Length, 400_000, 500_000);
        return all.ToString();
    }

    // What is in clear is found in it, and so would be what must not be.
    private static async Task AssertSecretAsync(string file, DemoNode node, string xheId)
    {
        var backup = await File.ReadAllBytesAsync(file, Cancelled);
        Assert.True(Holds(Encoding.UTF8.GetBytes(xheId)));
        Assert.False(Holds("samordnad individuell plan"u8), "A message's text is in the backup.");
        Assert.False(Holds("Kallelse till SIP"u8), "A message's label is in the backup.");
        var line = (await File.ReadAllTextAsync(node.Get<NodeSetup>().Store.NodeKeyFile, Cancelled)).Trim();
        var key = line.Split(' ')[1];
        Assert.False(Holds(Encoding.ASCII.GetBytes(key)) || Holds(Convert.FromBase64String(key)), "The node key is in the backup.");

        bool Holds(ReadOnlySpan<byte> part) => backup.AsSpan().IndexOf(part) >= 0;
    }
}
