using System.CommandLine;
using SdkNode.Node.Backups;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode restore FILE</c>: a store from its backup, into a data folder that has none.</summary>
internal static class RestoreVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The backup." };
        var config = SettingsOption.Create();
        var key = new Option<string?>("--node-key") { Description = "The node key that was kept elsewhere. Left out: the one that is in its place already." };
        var command = new Command("restore", "Make the store anew from a backup and the node key. Nothing is sent from it until you release it.") { file, config, key };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(key), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string file, string? key, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        if (settings.Store.IsShared)
        {
            Console.Error.WriteLine("This node's rows are in PostgreSQL: restore them with pg_restore, and the content folder by copying it. See docs/operations/backup.md.");
            return 1;
        }

        var done = await new StoreRestore(settings.Store, TimeProvider.System).RunAsync(file, key is null ? null : Path.GetFullPath(key), cancellationToken);
        if (!done.TryGet(out var restored, out var fault))
        {
            Console.Error.WriteLine(fault.Detail);
            return 1;
        }

        Print(settings, restored);
        return 0;
    }

    private static void Print(Settings settings, UnpackedBackup restored)
    {
        var manifest = restored.Manifest;
        Console.WriteLine($"Restored into {settings.DataFolder}: {manifest.Messages} messages and message receipts with {restored.Contents} content files of node {manifest.Node}, as of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss}Z.");
        if (restored.Contents < manifest.Contents)
        {
            Console.WriteLine($"{manifest.Contents - restored.Contents} content files were missing already when the backup was taken.");
        }

        if (restored.Unreadable > 0)
        {
            Console.WriteLine($"{restored.Unreadable} content files cannot be opened with this node key: they were damaged when the backup was taken, or the key has lost a version.");
        }

        Console.WriteLine($"What was received after that is not here, though its senders have receipts for it. Outgoing messages are on hold: {restored.Waiting} messages and message receipts wait to be sent.");
        Console.WriteLine("Next:");
        Console.WriteLine($"  1. sdknode run --config {settings.Path}       it receives, opens and takes new messages, and sends nothing");
        Console.WriteLine("  2. sdknode messages                  look at what waits: it may have been sent after the backup was taken");
        Console.WriteLine("  3. sdknode messages end ID --reason \"…\"   for what must not be sent again");
        Console.WriteLine("  4. sdknode outgoing release          sends the rest");
    }
}
