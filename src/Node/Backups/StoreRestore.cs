using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Security;
using SdkNode.Security.Files;

namespace SdkNode.Node.Backups;

/// <summary>
/// Makes the store of a node from a backup and its node key, in a data folder that has none. All or nothing: everything is
/// unpacked and checked beside its place, and the database gets its place last.
/// </summary>
internal sealed class StoreRestore(StorePlace place, TimeProvider clock)
{
    private const string Draft = "restore.part";

    private string DatabaseDraft => Path.Combine(place.DataFolder, Draft, Path.GetFileName(place.DatabaseFile));

    private string ContentDraft => Path.Combine(place.ContentFolder, Draft, "content");

    private string KeyDraft => place.NodeKeyFile + ".part";

    private string Content => Path.Combine(place.ContentFolder, "content");

    /// <summary>Restores <paramref name="file"/>, with the node key in <paramref name="nodeKey"/> or the one that is in its place already.</summary>
    public async Task<Result<UnpackedBackup, BackupFault>> RunAsync(string file, string? nodeKey, CancellationToken cancellationToken)
    {
        if (Refusal(file, nodeKey) is { } refusal)
        {
            return refusal;
        }

        using var folder = DataFolderLock.TryTake(place.DataFolder);
        if (folder is null)
        {
            return new BackupFault($"A node runs with the data folder {place.DataFolder}. Restore into a folder that no node uses.");
        }

        try
        {
            Discard();
            var key = await KeyAsync(nodeKey, cancellationToken);
            var done = await UnpackAsync(file, key, cancellationToken);
            if (done.IsOk)
            {
                Place(nodeKey is not null);
            }

            return done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new BackupFault($"{file} could not be restored: {e.Message}");
        }
        finally
        {
            Discard();
        }
    }

    private BackupFault? Refusal(string file, string? nodeKey)
    {
        if (!File.Exists(file))
        {
            return new BackupFault($"There is no file {file}.");
        }

        if (Directory.Exists(place.DataFolder) && Directory.EnumerateFiles(place.DataFolder, Path.GetFileName(place.DatabaseFile) + "*").FirstOrDefault() is { } database)
        {
            return new BackupFault($"{database} is there already, and a restore overwrites nothing. Move the data folder away, and keep it until all is well.");
        }

        if (Directory.Exists(Content) && Directory.EnumerateFiles(Content, "*", SearchOption.AllDirectories).Any())
        {
            return new BackupFault($"{Content} holds content already, and a restore overwrites nothing. Move the folder away; if an earlier restore was cut off, remove it.");
        }

        if (nodeKey is null ? !place.NodeKey.IsThere : !File.Exists(nodeKey))
        {
            return new BackupFault($"The node key {nodeKey ?? place.NodeKeyFile} is not there. It is not in the backup; without it nothing in the backup can be read. Give the copy that was kept elsewhere: --node-key FILE.");
        }

        return nodeKey is not null && File.Exists(place.NodeKeyFile) && !File.ReadAllBytes(nodeKey).AsSpan().SequenceEqual(File.ReadAllBytes(place.NodeKeyFile))
            ? new BackupFault($"There is another node key at {place.NodeKeyFile} already. Move it away, and keep it.")
            : null;
    }

    // A copy of our own, which nobody else can read wherever it came from.
    private async Task<NodeKey> KeyAsync(string? nodeKey, CancellationToken cancellationToken)
    {
        if (nodeKey is null)
        {
            return place.NodeKey.Load();
        }

        Directory.CreateDirectory(Path.GetDirectoryName(KeyDraft)!);
        await using (var given = File.OpenRead(nodeKey))
        {
            await OwnerFile.WriteAsync(KeyDraft, given, cancellationToken);
        }

        return NodeKey.Load(KeyDraft, place.NodeKeyWrap);
    }

    private async Task<Result<UnpackedBackup, BackupFault>> UnpackAsync(string file, NodeKey key, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabaseDraft)!);
        Directory.CreateDirectory(ContentDraft);
        var done = await new BackupReader(file, key, DatabaseDraft, ContentDraft).UnpackAsync(cancellationToken);
        if (!done.TryGet(out var unpacked, out _))
        {
            return done;
        }

        await using (var known = new SqliteNodeDb(SqliteNodeDb.OptionsFor(DatabaseDraft, readOnly: true)))
        {
            if (!known.Database.GetMigrations().Contains(unpacked.Manifest.Schema))
            {
                return new BackupFault($"{file} was written by version {unpacked.Manifest.Program}, whose database this version ({ProgramVersion.Text}) does not know. Restore it with that version or a later one.");
            }
        }

        unpacked.Waiting = await RestoredRows.PrepareAsync(DatabaseDraft, unpacked.Manifest, clock, cancellationToken);
        return unpacked;
    }

    // The database last: a folder without one holds no store.
    private void Place(bool withKey)
    {
        if (withKey && !File.Exists(place.NodeKeyFile))
        {
            OwnerFile.Name(KeyDraft, place.NodeKeyFile);
        }

        foreach (var folder in Directory.EnumerateDirectories(ContentDraft).Append(ContentDraft))
        {
            DirectorySync.Flush(folder);
        }

        if (Directory.Exists(Content))
        {
            Directory.Delete(Content, recursive: true);
        }

        // The mark of a database that is gone; the restored one's is written at the start.
        File.Delete(Path.Combine(place.ContentFolder, StoreMark.FileName));
        Directory.Move(ContentDraft, Content);
        DirectorySync.Flush(place.ContentFolder);

        // Another process than the one that was backed up: it gets an identity of its own when it starts.
        File.Delete(Path.Combine(place.DataFolder, NodeIdentity.FileName));
        OwnerFile.Name(DatabaseDraft, place.DatabaseFile);
    }

    private void Discard()
    {
        foreach (var folder in new[] { place.DataFolder, place.ContentFolder }.Select(parent => Path.Combine(parent, Draft)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        if (File.Exists(KeyDraft))
        {
            File.Delete(KeyDraft);
        }
    }
}
