using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary><c>sdknode backup</c>, <c>restore</c> and <c>outgoing</c> with a node that runs and with one that is down.</summary>
public sealed class BackupVerbTests(PkiFixture pki)
{
    [Fact]
    public async Task A_store_is_backed_up_running_and_stopped_and_restored_and_released()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        var (running, stopped) = (test.Folder.PathOf("running.tar"), test.Folder.PathOf("stopped.tar.gz"));
        Assert.Contains("There is no store in", await RunAsync(test, 1, "backup", running), StringComparison.Ordinal);
        Assert.Contains("No node runs", await RunAsync(test, 1, "outgoing", "show"), StringComparison.Ordinal);
        await using (var node = RunningProgram.Start("run", "--config", test.Path))
        {
            await node.WaitForAsync("Running. Partners reach this node at ");
            var told = await RunAsync(test, 0, "backup", running);
            Assert.Contains("0 messages and message receipts with 0 content files", told, StringComparison.Ordinal);
            Assert.Contains($"keep {test.Folder.PathOf("data/keys/node.key")} somewhere else", told, StringComparison.Ordinal);
            Assert.Contains("exists already", await RunAsync(test, 1, "backup", running), StringComparison.Ordinal);
            Assert.Contains("A node runs with the data folder", await RestoreRunningAsync(test, running), StringComparison.Ordinal);
            Assert.Equal(0, await node.TerminateAsync());
        }

        Assert.Contains("Not in it, and to be kept elsewhere", await RunAsync(test, 0, "backup", stopped), StringComparison.Ordinal);
        Assert.Contains("overwrites nothing", await RunAsync(test, 1, "restore", stopped), StringComparison.Ordinal);
        File.Move(test.Folder.PathOf("data/keys/node.key"), test.Folder.PathOf("node.key"));
        Directory.Delete(test.Folder.PathOf("data"), recursive: true);
        Assert.Contains("It is not in the backup", await RunAsync(test, 1, "restore", stopped), StringComparison.Ordinal);
        var restored = await RunAsync(test, 0, "restore", stopped, "--node-key", test.Folder.PathOf("node.key"));
        Assert.Contains("Outgoing messages are on hold", restored, StringComparison.Ordinal);
        Assert.False(File.Exists(test.Folder.PathOf("data/node.id")));

        Assert.Contains("was restored from the backup of", await RunAsync(test, 0, "outgoing", "show"), StringComparison.Ordinal);
        Assert.Contains("Outgoing messages are sent.", await RunAsync(test, 0, "outgoing", "release"), StringComparison.Ordinal);
        Assert.Contains("maintenance (set by anna)", await RunAsync(test, 0, "outgoing", "hold", "--reason", "maintenance", "--by", "anna"), StringComparison.Ordinal);
        await using var again = RunningProgram.Start("run", "--config", test.Path);
        await again.WaitForAsync("Running. Partners reach this node at ");
        Assert.Contains("maintenance (set by anna)", await RunAsync(test, 0, "outgoing", "show"), StringComparison.Ordinal);
        Assert.Contains("outgoing-held", await RunAsync(test, 0, "alarms"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_PostgreSQL_the_verbs_say_what_to_run_instead()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(static settings => settings["Store"] = new JsonObject { ["ConnectionString"] = "Host=db.example;Password=hidden" });
        var told = await RunAsync(test, 1, "backup", test.Folder.PathOf("file.tar"));
        Assert.Contains("1. pg_dump", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", told, StringComparison.Ordinal);
        Assert.Contains("pg_restore", await RunAsync(test, 1, "restore", test.Folder.PathOf("file.tar")), StringComparison.Ordinal);
    }

    // Even where the database's file were away: the running node has the folder.
    private static async Task<string> RestoreRunningAsync(SettingsCase test, string file)
    {
        var other = test.Folder.PathOf("moved");
        Directory.CreateDirectory(other);
        foreach (var database in Directory.GetFiles(test.Folder.PathOf("data"), "sdknode.db*"))
        {
            File.Move(database, Path.Combine(other, Path.GetFileName(database)));
        }

        try
        {
            return await RunAsync(test, 1, "restore", file);
        }
        finally
        {
            foreach (var database in Directory.GetFiles(other))
            {
                File.Move(database, Path.Combine(test.Folder.PathOf("data"), Path.GetFileName(database)));
            }
        }
    }

    private static Task<string> RunAsync(SettingsCase test, int exit, params string[] arguments) => SdkNodeProgram.RunAsync(exit, [.. arguments, "--config", test.Path]);
}
