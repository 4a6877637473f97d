using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary><c>sdknode mailbox</c> and <c>sdknode alarms</c> against a node that runs, and against one that does not.</summary>
public sealed class MailboxVerbTests(PkiFixture pki)
{
    private static readonly string s_address = DemoParty.Kristinehamn.Function;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_arrived_message_is_listed_taken_and_marked_and_an_alarm_shown_and_closed()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        Assert.Contains("No node runs", await RunAsync(test, 1, "mailbox", "list"), StringComparison.Ordinal);
        Assert.Contains("No node runs", await RunAsync(test, 1, "alarms"), StringComparison.Ordinal);
        var message = await FillAsync(Path.Combine(test.Folder.FullName, "data"));
        await using var node = RunningProgram.Start("run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach this node at ");

        Assert.Contains("1 messages, 1 unread, 1 open, the oldest since 2026-11-24 12:00Z", await RunAsync(test, 0, "mailbox", "list"), StringComparison.Ordinal);
        Assert.Contains("There are: ", await RunAsync(test, 1, "mailbox", "list", "kristinehamn.ingenstans"), StringComparison.Ordinal);
        await RunAsync(test, 0, "mailbox", "mark", $"{message}", "read", "--by", "anna");
        await RunAsync(test, 0, "mailbox", "mark", $"{message}", "assign", "--by", "anna", "--to", "bo");
        Assert.Contains("(read, bo, sender not in the address book)", await RunAsync(test, 0, "mailbox", "list", s_address), StringComparison.Ordinal);
        await RunAsync(test, 0, "mailbox", "mark", $"{message}", "handled", "--by", "bo");
        Assert.Contains("0 shown", await RunAsync(test, 0, "mailbox", "list", s_address), StringComparison.Ordinal);
        Assert.Contains("No mailbox has a message", await RunAsync(test, 1, "mailbox", "mark", $"{Guid.NewGuid()}", "read"), StringComparison.Ordinal);

        Assert.Contains("Do: Start clamd.", await RunAsync(test, 0, "alarms"), StringComparison.Ordinal);
        await RunAsync(test, 0, "alarms", "--close", "1");
        Assert.Contains("There are no open alarms", await RunAsync(test, 0, "alarms"), StringComparison.Ordinal);
        Assert.Contains("No open alarm has the number 1", await RunAsync(test, 1, "alarms", "--close", "1"), StringComparison.Ordinal);
    }

    // What a node would have stored before.
    private static async Task<Guid> FillAsync(string dataFolder)
    {
        var options = SqliteNodeDb.OptionsFor(StoreSetup.DatabasePath(dataFolder));
        await StoreSetup.MigrateAsync(new StorePlace(dataFolder), () => new SqliteNodeDb(options), TimeProvider.System, Cancelled);
        var row = StoreFile.Message();
        (row.Environment, row.Direction, row.Status, row.ArrivedAt, row.SenderKnown) = (DemoServices.Environment, Direction.Incoming, MessageStatus.New, TestClock.Start, false);
        (row.OwnAddress, row.FunctionalAddress) = (s_address, s_address);
        Assert.True(await new MessageStore(() => new SqliteNodeDb(options)).AddAsync([row], Cancelled));
        await new AlarmList(() => new SqliteNodeDb(options), TimeProvider.System, NullLogger<AlarmList>.Instance)
            .RaiseAsync(AlarmKinds.ScannerUnavailable, "", "unix:/run/clamd", "The malware scanner gives no verdict.", "Start clamd.", Cancelled);
        SqliteConnection.ClearAllPools();
        return row.Id;
    }

    private static Task<string> RunAsync(SettingsCase test, int exit, params string[] arguments) => SdkNodeProgram.RunAsync(exit, [.. arguments, "--config", test.Path]);
}
