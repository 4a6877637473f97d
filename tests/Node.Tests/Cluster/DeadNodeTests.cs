using System.Diagnostics;
using SdkNode.As4.Sending;
using SdkNode.Node.Alarms;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>A node is killed in the middle of sending and of opening; the other one of its store does it, and tells of it.</summary>
public sealed class DeadNodeTests(PostgresFixture postgres)
{
    private static readonly TimeSpan s_takenOver = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_nodes_work_is_finished_within_a_minute_by_the_other_once()
    {
        // A federation of its own: its SMP stands still in between.
        await using var world = await TestWorld.StartAsync(Cancelled);
        await using var partner = await world.StartPartnerAsync("mottagare", Cancelled);
        var party = TestWorld.NewParty("dubbel");
        using var keys = await DemoKeys.IssueAsync(world.Services.Pki, party, Cancelled);
        using var shared = new SharedStore(await postgres.CreateDatabaseAsync());
        await using var one = new NodeProgram(party, keys, shared, "one", world.Services);
        await one.StartAsync();
        await using var two = new DemoNode(party, shared.FolderOf("two"), world.Services, world.Capture, settings => shared.Adjust(settings, "two")) { GivenKeys = keys };
        await two.StartAsync(Cancelled);

        using var answering = new ManualResetEventSlim();
        partner.OnAnswer = (_, answer) =>
        {
            answering.Wait(TimeSpan.FromMinutes(2), Cancelled);
            return answer;
        };
        var sent = await HoldSendingAsync(one, shared, partner);
        world.Services.Federation.Smp.Fault = SmpFault.Mute;
        var letters = await HoldOpeningAsync(one, two, shared, world.Partner);
        await one.KillAsync();
        var sinceKill = Stopwatch.StartNew();
        Assert.NotEmpty(await shared.HeldAsync(one.Id, WorkKind.Send));
        Assert.NotEmpty(await shared.HeldAsync(one.Id, WorkKind.Open));
        world.Services.Federation.Smp.Fault = SmpFault.None;
        answering.Set();
        await Poll.WaitForAsync("taking over", async () => (await shared.HeldAsync(one.Id, WorkKind.Send)).Count + (await shared.HeldAsync(one.Id, WorkKind.Open)).Count == 0);
        Assert.InRange(sinceKill.Elapsed, TimeSpan.Zero, s_takenOver);
        var takenOver = sinceKill.Elapsed;
        foreach (var message in sent)
        {
            await two.WaitForOutgoingAsync(message.XheId!, MessageStatus.WaitingForReceipt);
        }

        foreach (var letter in letters)
        {
            await two.WaitForIncomingAsync(letter, MessageStatus.New);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Taken over {takenOver.TotalSeconds:F1} s and finished {sinceKill.Elapsed.TotalSeconds:F1} s after the kill.");
        await AssertOnceAsync(two, partner, sent, world.Partner, letters);
        await AssertMissedAndBackAsync(one, two);
    }

    // What the other node has claimed by its own clock's tick is not what is looked for.
    private static async Task<List<SubmitAnswer>> HoldSendingAsync(NodeProgram one, SharedStore shared, TestPartner partner)
    {
        var sent = new List<SubmitAnswer>();
        while ((await shared.HeldAsync(one.Id, WorkKind.Send)).Count == 0 || partner.Inbox.Taken.Count == 0)
        {
            Assert.InRange(sent.Count, 0, 5);
            sent.Add(await one.SubmitAsync(partner.Party));
            await Poll.WaitForAsync("the sent message at the partner", () => Task.FromResult(partner.Inbox.Taken.Count == sent.Count));
        }

        return sent;
    }

    private static async Task<List<string>> HoldOpeningAsync(NodeProgram one, DemoNode two, SharedStore shared, TestPartner from)
    {
        var letters = new List<string>();
        while ((await shared.HeldAsync(one.Id, WorkKind.Open)).Count == 0)
        {
            Assert.InRange(letters.Count, 0, 5);
            var letter = await PartnerLetter.MessageAsync(from.Party, two.Party);
            var transfer = from.Courier.Address(two, letter.Header, await letter.SealAsync(from.Keys.Organisation, two));
            (await from.Courier.PostAsync(transfer with { Address = one.Address })).MustBeAcknowledged();
            letters.Add(letter.Id);
            await Poll.WaitForAsync("a node that opens it", async () => (await shared.HeldAsync(one.Id, WorkKind.Open)).Count + (await shared.HeldAsync(two.Get<OpenedStore>().Node, WorkKind.Open)).Count == letters.Count);
        }

        return letters;
    }

    private static async Task AssertOnceAsync(DemoNode two, TestPartner partner, List<SubmitAnswer> sent, TestPartner author, List<string> letters)
    {
        var taken = partner.Inbox.Taken.Where(transfer => !transfer.Message.Action.Contains("ApplicationResponse", StringComparison.Ordinal)).Select(transfer => transfer.Message.ConversationId).ToList();
        Assert.Equal(sent.Select(message => message.XheId).Order(), taken.Order());
        foreach (var letter in letters)
        {
            Assert.Equal(1, await two.CountIncomingAsync(letter));
            Assert.True((await author.Inbox.WaitForReceiptAsync(letter)).IsAccepted);
            Assert.Single(await author.Inbox.ReceiptsForAsync(letter));
        }
    }

    private static async Task AssertMissedAndBackAsync(NodeProgram one, DemoNode two)
    {
        var alarm = await Poll.WaitForAsync("the alarm", async () => (await two.Get<AlarmList>().OpenAsync(Cancelled)).SingleOrDefault(row => row.Kind == AlarmKinds.NodeSilent));
        Assert.Contains("The node one was last seen", alarm.Detail, StringComparison.Ordinal);
        var text = await SdkNodeProgram.RunAsync(0, "nodes", "--config", one.SettingsPath);
        Assert.Contains("one  SILENT for 0.00:0", text, StringComparison.Ordinal);
        Assert.Contains("two  runs", text, StringComparison.Ordinal);

        await one.StartAsync();
        await Poll.WaitForAsync("the alarm's end", async () => !(await two.Get<AlarmList>().OpenAsync(Cancelled)).Any(row => row.Kind == AlarmKinds.NodeSilent));
        await one.StopAsync();
        text = await SdkNodeProgram.RunAsync(0, "nodes", "--config", one.SettingsPath);
        Assert.DoesNotContain("one  ", text, StringComparison.Ordinal);
        Assert.Contains("two  runs", text, StringComparison.Ordinal);
    }
}
