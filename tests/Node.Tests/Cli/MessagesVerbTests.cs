using Microsoft.Data.Sqlite;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary><c>sdknode messages list|show|retry|end</c> against a node that runs, and against one that does not.</summary>
public sealed class MessagesVerbTests(PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_is_set_aside_is_shown_and_retried_and_another_one_ended()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        var (aside, waiting) = await FillAsync(Path.Combine(test.Folder.FullName, "data"));
        Assert.Contains(aside.XheId, await RunAsync(test, 0, "messages", "list", "--set-aside"), StringComparison.Ordinal);
        var shown = await RunAsync(test, 0, "messages", "show", aside.XheId);
        Assert.Contains("set aside since 2026-11-24 12:00:00Z: Send, after 2 tries. It broke.", shown, StringComparison.Ordinal);
        Assert.Contains($"retry: sdknode messages retry {aside.Id}", shown, StringComparison.Ordinal);
        Assert.Contains("No node runs", await RunAsync(test, 1, "messages", "retry", aside.XheId), StringComparison.Ordinal);
        await using var node = RunningProgram.Start("run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach this node at ");

        var list = await RunAsync(test, 0, "messages", "list", "--set-aside");
        Assert.Contains(aside.XheId, list, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting.XheId, list, StringComparison.Ordinal);
        Assert.Contains("no longer set aside", await RunAsync(test, 0, "messages", "retry", aside.XheId, "--by", "anna"), StringComparison.Ordinal);
        Assert.Contains("an administrator (anna) retried it", await RunAsync(test, 0, "messages", aside.XheId), StringComparison.Ordinal);

        Assert.Contains("--reason", await SdkNodeProgram.RunAsync(1, "messages", "end", waiting.XheId, "--config", test.Path), StringComparison.Ordinal);
        Assert.Contains("It has failed.", await RunAsync(test, 0, "messages", "end", waiting.XheId, "--by", "bo", "--reason", "the case is closed"), StringComparison.Ordinal);
        shown = await RunAsync(test, 0, "messages", "show", waiting.XheId);
        Assert.Contains("MESSAGE_EXCHANGE_ERROR (ERROR)", shown, StringComparison.Ordinal);
        Assert.Contains("Ended by an administrator (bo): the case is closed", shown, StringComparison.Ordinal);
        Assert.Contains("end: It has ended already", shown, StringComparison.Ordinal);
        Assert.Contains("It has ended already", await RunAsync(test, 1, "messages", "end", waiting.XheId, "--reason", "again"), StringComparison.Ordinal);
        Assert.Contains("content is deleted", await RunAsync(test, 1, "messages", "retry", waiting.XheId), StringComparison.Ordinal);
        Assert.Contains("There is no message", await RunAsync(test, 1, "messages", "retry", "nothing"), StringComparison.Ordinal);
    }

    // What a node would have left behind: one message set aside, one that waits for tomorrow.
    private static async Task<(MessageRow Aside, MessageRow Waiting)> FillAsync(string dataFolder)
    {
        var options = SqliteNodeDb.OptionsFor(StoreSetup.DatabasePath(dataFolder));
        await StoreSetup.MigrateAsync(new StorePlace(dataFolder), () => new SqliteNodeDb(options), TimeProvider.System, Cancelled);
        MessageRow[] messages = [StoreFile.Message(), StoreFile.Message()];
        foreach (var message in messages)
        {
            (message.Environment, message.To) = (DemoServices.Environment, "0203:ingenstans.example");
        }

        var dead = WorkRow.For(messages[0], WorkKind.Send, DateTimeOffset.MaxValue);
        (dead.DeadAt, dead.Fault, dead.Attempts) = (TestClock.Start, "It broke.", 2);
        Assert.True(await new MessageStore(() => new SqliteNodeDb(options)).AddAsync(
            [.. messages, dead, WorkRow.For(messages[1], WorkKind.Send, TimeProvider.System.GetUtcNow().AddDays(365))], Cancelled));
        SqliteConnection.ClearAllPools();
        return (messages[0], messages[1]);
    }

    private static Task<string> RunAsync(SettingsCase test, int exit, params string[] arguments) => SdkNodeProgram.RunAsync(exit, [.. arguments, "--config", test.Path]);
}
