using System.CommandLine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode store move</c>: from one node on SQLite to a PostgreSQL database that several nodes can share.</summary>
internal static class StoreVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var move = new Command("move", "Copy the data folder's SQLite database into the empty PostgreSQL database of Store:ConnectionString. The node must be stopped.") { config };
        move.SetAction((parsed, cancellationToken) => MoveAsync(parsed.GetValue(config)!, cancellationToken));
        return new Command("store", "The database and the content.") { move };
    }

    private static async Task<int> MoveAsync(string path, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        var target = settings.Store;
        var source = new StorePlace(settings.DataFolder);
        if (Hindrance(source, target) is { } hindrance)
        {
            return Fail(hindrance);
        }

        using var folder = DataFolderLock.TryTake(settings.DataFolder);
        if (folder is null)
        {
            return Fail($"A node runs with the data folder {settings.DataFolder}. Stop it, then move.");
        }

        try
        {
            Print(await MoveAsync(source, target, cancellationToken));
        }
        catch (Exception e) when (e is InvalidDataException or StoreRefusedException)
        {
            return Fail(e.Message);
        }
        catch (NpgsqlException e)
        {
            return Fail($"The database of Store:ConnectionString cannot be used: {e.Message} Nothing was moved.");
        }

        SetAside(source.DatabaseFile);
        Console.WriteLine($"Moved. The old database is {source.DatabaseFile}.moved; remove it when the new one has a backup. Start the node with: sdknode run --config {settings.Path}");
        return 0;
    }

    private static string? Hindrance(StorePlace source, StorePlace target) =>
        !target.IsShared ? "Store:ConnectionString is not given: name the PostgreSQL database to move to."
        : !File.Exists(source.DatabaseFile) ? $"There is no SQLite database {source.DatabaseFile} to move."
        : !target.NodeKey.IsThere ? $"There is no node key {target.NodeKeyFile}. Copy {source.NodeKeyFile} there, with mode 600: without it no stored content can be read."
        : target.NodeKeyText is not null || !File.Exists(source.NodeKeyFile) || File.ReadAllBytes(source.NodeKeyFile).AsSpan().SequenceEqual(File.ReadAllBytes(target.NodeKeyFile)) ? null
        : $"The node keys {source.NodeKeyFile} and {target.NodeKeyFile} differ. Copy the first over the second: without it no stored content can be read.";

    private static async Task<IReadOnlyList<(string Table, long Rows)>> MoveAsync(StorePlace source, StorePlace target, CancellationToken cancellationToken)
    {
        var (from, to) = (source.Opener(), target.Opener());
        await StoreSetup.MigrateAsync(source, from, TimeProvider.System, cancellationToken);
        await StoreMark.CheckAsync(target.ContentFolder, from, TimeProvider.System, cancellationToken);
        var content = new ContentStore(target.ContentFolder, target.NodeKey.Load());
        var missing = await MissingAsync(from, content, cancellationToken);
        if (missing > 0)
        {
            throw new InvalidDataException($"{missing} contents that the database names are not in {target.ContentFolder}. Move the folder {Path.Combine(source.DataFolder, "content")} there first.");
        }

        await StoreSetup.MigrateAsync(target, to, TimeProvider.System, cancellationToken);
        await using var old = from();
        await using var shared = (PostgresNodeDb)to();
        return await StoreMove.RunAsync(old, shared, cancellationToken);
    }

    private static async Task<int> MissingAsync(Func<NodeDb> from, ContentStore content, CancellationToken cancellationToken)
    {
        await using var db = from();
        var small = await db.Contents.Select(row => row.Id).ToHashSetAsync(cancellationToken);
        return (await new MessageStore(from).NamedContentsAsync(cancellationToken)).Count(id => !small.Contains(id) && !content.HasFile(id));
    }

    // With the old settings a node would send again what the new database says is sent.
    private static void SetAside(string database)
    {
        SqliteConnection.ClearAllPools();
        File.Move(database, $"{database}.moved");
    }

    private static void Print(IReadOnlyList<(string Table, long Rows)> moved)
    {
        foreach (var (table, rows) in moved)
        {
            Console.WriteLine($"  {table}: {rows}");
        }
    }

    private static int Fail(string text)
    {
        Console.Error.WriteLine(text);
        return 1;
    }
}
