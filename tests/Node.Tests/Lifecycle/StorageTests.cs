using System.Net;
using System.Security.Cryptography;
using System.Text;
using SdkNode.As4.Sending;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Lifecycle;

/// <summary>A disk that is full or read-only refuses new work in words, loses nothing, and everything goes on by itself when it can be written again.</summary>
public sealed class StorageTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("AS4-5.8")]
    public async Task A_full_and_then_a_read_only_disk_refuses_what_is_new_and_everything_goes_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(24);
        var world = await federation.WorldAsync();
        await using var node = world.Process(TestWorld.NewParty("trangbodd"), settings => settings["MinFreeBytes"] = 0, dataFolder: disk.FullName);
        await node.StartAsync();
        await using var partner = await world.StartPartnerAsync("vantar", Cancelled);
        using var client = await node.ConnectAsync();

        // 1. A message is on its way when the disk fills up: what came of it cannot be recorded.
        var answer = new TaskCompletionSource();
        partner.BeforeAnswer = _ => answer.Task;
        var before = await node.SendAsync(partner.Party);
        await Poll.WaitForAsync("request at the partner", () => Task.FromResult(partner.Requests == 1));
        disk.Fill();
        answer.SetResult();
        var transfer = await PrepareLargeAsync(node, partner);
        await AssertRefusedAsync(node, partner, client, transfer, "full");

        // 2. Room, and all goes on.
        disk.Empty();
        await AssertGoesOnAsync(node, partner, client, transfer);
        await node.WaitForAsync(Direction.Outgoing, before, MessageStatus.WaitingForReceipt);

        // 3. The same with a folder that can only be read.
        var staging = Assert.Single(Directory.GetDirectories(Path.Combine(disk.FullName, "staging")));
        await SmallDisk.LockAsync(staging);
        transfer = await PrepareLargeAsync(node, partner);
        await AssertRefusedAsync(node, partner, client, transfer, "read-only");
        await SmallDisk.UnlockAsync(staging);
        await AssertGoesOnAsync(node, partner, client, transfer);
        await Poll.WaitForAsync("all messages at the partner, each once", () => Task.FromResult(partner.Inbox.Taken.Count(taken => !taken.Message.Action.Contains("ApplicationResponse", StringComparison.Ordinal)) == 3));
        Assert.Empty(node.Drafts());
    }

    [Fact]
    [Rule("AS4-5.8")]
    public async Task Below_the_floor_of_free_room_nothing_new_is_taken_and_what_was_taken_still_ends()
    {
        var world = await federation.WorldAsync();
        var floor = 0L;
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("golv"), settings: settings => (settings["MinFreeBytes"], settings["DrainTime"]) = (floor, "00:00:00"), cancellationToken: Cancelled);
        await using var partner = await world.StartPartnerAsync("seg", Cancelled);
        partner.BeforeAnswer = static number => number == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
        var sent = await node.SendAsync(partner.Party);
        await Poll.WaitForAsync("request at the partner", () => Task.FromResult(partner.Requests == 1));
        await node.StopAsync();

        floor = long.MaxValue / 2;
        await node.StartAsync(Cancelled);
        using var client = await ApiClient.ConnectAsync(node);
        await node.WaitForAsync(sent, MessageStatus.WaitingForReceipt);
        var (letter, transfer) = await partner.PrepareMessageAsync(node);
        var turnedAway = await partner.Courier.PostAsync(transfer);
        Assert.Equal(As4Disposition.Retry, turnedAway.Disposition);
        Assert.Contains("503", turnedAway.Detail, StringComparison.Ordinal);
        using (var posted = await client.PostAsync(ApiMessages.Make(node.Party, partner.Party)))
        {
            Assert.Contains("nearly full", (await posted.ProblemAsync(HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Contains("\"name\":\"room\",\"ok\":false", await NotReadyAsync(client.Http), StringComparison.Ordinal);
        Assert.Contains("[FAIL] room: The disk of the node's store is nearly full", await SdkNodeProgram.RunAsync(1, "status", "--config", node.SettingsPath), StringComparison.Ordinal);
        Assert.Contains("storage", await SdkNodeProgram.RunAsync(0, "alarms", "--config", node.SettingsPath), StringComparison.Ordinal);

        await node.StopAsync();
        floor = 0;
        await node.StartAsync(Cancelled);
        (await partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        await node.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        await Poll.WaitForAsync("closed alarm", async () => (await SdkNodeProgram.RunAsync(0, "alarms", "--config", node.SettingsPath)).Contains("no open alarms", StringComparison.Ordinal));
    }

    private static async Task AssertRefusedAsync(NodeProcess node, TestPartner partner, HttpClient client, PartnerTransfer transfer, string word)
    {
        using var posted = await PostAsync(node, partner, client);
        var detail = (await posted.ProblemAsync(HttpStatusCode.ServiceUnavailable)).GetProperty("detail").GetString();
        Assert.Contains(word, detail, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored", detail, StringComparison.Ordinal);
        Assert.NotNull(posted.Headers.RetryAfter);

        var outcome = await partner.Courier.PostAsync(transfer);
        Assert.IsNotType<As4Acknowledged>(outcome);
        Assert.Equal(As4Disposition.Retry, outcome.Disposition);

        using var files = new TemporaryFolder();
        var file = files.File("stor.pdf", new byte[200_000]);
        var typed = await SdkNodeProgram.RunAsync(1, "send", "--config", node.SettingsPath, "--from", node.Party.Participant, "--to", partner.Party.Participant, "--function", partner.Party.Function, file);
        Assert.Contains("nothing was stored", typed, StringComparison.Ordinal);
        Assert.Contains(word, typed, StringComparison.Ordinal);

        await Poll.WaitForAsync("unready node", async () => (await client.GetAsync("/health/ready", Cancelled)).StatusCode == HttpStatusCode.ServiceUnavailable);
        var status = await SdkNodeProgram.RunAsync(1, "status", "--config", node.SettingsPath);
        Assert.Contains("[FAIL] content: ", status, StringComparison.Ordinal);
        Assert.Contains(word, status, StringComparison.Ordinal);
        await node.Program.WaitForAsync("The store cannot be used");
    }

    private static async Task AssertGoesOnAsync(NodeProcess node, TestPartner partner, HttpClient client, PartnerTransfer transfer)
    {
        await Poll.WaitForAsync("ready node", async () => (await client.GetAsync("/health/ready", Cancelled)).IsSuccessStatusCode);
        (await partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        await node.WaitForAsync(Direction.Incoming, transfer.Message.ConversationId[^36..], MessageStatus.New);
        using var posted = await PostAsync(node, partner, client);
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        await node.WaitForAsync(Direction.Outgoing, posted.Headers.Location!.ToString().Split('/')[^1], MessageStatus.WaitingForReceipt);
    }

    private static async Task<PartnerTransfer> PrepareLargeAsync(NodeProcess node, TestPartner partner)
    {
        var letter = PartnerLetter.Bulk(partner.Party, node.Party, RandomNumberGenerator.GetBytes(200_000));
        return partner.Courier.Address(node, letter.Header, await letter.SealAsync(partner.Keys.Organisation, node));
    }

    private static Task<HttpResponseMessage> PostAsync(NodeProcess node, TestPartner partner, HttpClient client) =>
        client.PostAsync("/v1/sdk/messages", new StringContent(ApiMessages.Large(node.Party, partner.Party).ToJsonString(), Encoding.UTF8, "application/json"), Cancelled);

    private static async Task<string> NotReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready", Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }
}
