using System.CommandLine;
using SdkNode.Node.Backups;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode backup FILE</c>: the store in one file, of a node that runs or of one that is down.</summary>
internal static class BackupVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file to write; it must not exist. With .gz at the end it is compressed." };
        var config = SettingsOption.Create();
        var command = new Command("backup", "Write the messages and everything about them into one file, while the node runs. The node key is not in it.") { file, config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, Path.GetFullPath(parsed.GetValue(file)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string file, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        if (settings.Store.IsShared)
        {
            return SayShared(settings);
        }

        var outcome = await ByNodeAsync(settings, file, cancellationToken) ?? await WithoutNodeAsync(settings, file, cancellationToken);
        return outcome.Fault is { } fault ? Say(fault) : Print(settings, file, outcome);
    }

    private static async Task<BackupOutcome?> ByNodeAsync(Settings settings, string file, CancellationToken cancellationToken)
    {
        using var client = new ControlClient(settings.DataFolder);
        try
        {
            return await client.WaitAsync<BackupOutcome>($"backup?file={Uri.EscapeDataString(file)}", cancellationToken);
        }
        catch (HttpIOException)
        {
            return BackupOutcome.Failed("The node stopped in the middle of the backup. Nothing of it was kept; take it again.");
        }
    }

    private static async Task<BackupOutcome> WithoutNodeAsync(Settings settings, string file, CancellationToken cancellationToken)
    {
        var place = settings.Store;
        if (!File.Exists(place.DatabaseFile))
        {
            return BackupOutcome.Failed($"There is no store in {settings.DataFolder} yet, and so nothing to back up.");
        }

        if (!place.NodeKey.IsThere)
        {
            return BackupOutcome.Failed($"The node key {place.NodeKeyFile} is not there: nothing in this store can be read without it. Put it back first.");
        }

        using var folder = DataFolderLock.TryTake(settings.DataFolder);
        if (folder is null)
        {
            return BackupOutcome.Failed($"A node that is starting or stopping has the data folder {settings.DataFolder}. Try again in a moment.");
        }

        var key = place.NodeKey.Load();
        var name = settings.Options.Name ?? System.Environment.MachineName;
        return await new StoreBackup(place, new ContentStore(place.ContentFolder, key), key, name, TimeProvider.System).WriteAsync(file, cancellationToken);
    }

    private static int Print(Settings settings, string file, BackupOutcome outcome)
    {
        Console.WriteLine($"{file}: {outcome.Messages} messages and message receipts with {outcome.Contents} content files, {outcome.Bytes:N0} octets, as of {outcome.TakenAt:yyyy-MM-dd HH:mm:ss}Z.");
        foreach (var id in outcome.Missing)
        {
            Console.WriteLine($"A content of message {id} was not in the store any more; the message itself is in the backup.");
        }

        Console.WriteLine("Not in it, and to be kept elsewhere:");
        Console.WriteLine($"  the node key: keep {settings.Store.NodeKey.Name} somewhere else: without it nothing in this file can be read.");
        Console.WriteLine($"  the settings: {settings.Path}, and the keys, certificates and password files that it names.");
        return 0;
    }

    // Two halves, whose order matters: what the rows name must still be there when the content is copied.
    private static int SayShared(Settings settings)
    {
        Console.Error.WriteLine("This node's rows are in PostgreSQL, which has its own tools. Run, in this order:");
        Console.Error.WriteLine("  1. pg_dump --format=custom --file=sdknode.dump DATABASE");
        Console.Error.WriteLine($"  2. copy the folder {Path.Combine(settings.Store.ContentFolder, "content")}");
        Console.Error.WriteLine($"The node key is not in them: keep {settings.Store.NodeKey.Name} somewhere else. See docs/operations/backup.md.");
        return 1;
    }

    private static int Say(string fault)
    {
        Console.Error.WriteLine(fault);
        return 1;
    }
}
