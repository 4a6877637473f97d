using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Backups;

/// <summary>
/// Writes the store of a node, running or not, into one file: the rows as they stood at one instant, and every content that they
/// name. The node key is not in it: who finds a backup can read no content and no label.
/// </summary>
internal sealed class StoreBackup(StorePlace place, ContentStore content, NodeKey key, string node, TimeProvider clock)
{
    private int _running;

    /// <summary>Writes the backup to <paramref name="file"/>, which must not exist.</summary>
    public async Task<BackupOutcome> WriteAsync(string file, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return BackupOutcome.Failed("Another backup of this node is being written. Wait for its end.");
        }

        try
        {
            return File.Exists(file)
                ? BackupOutcome.Failed($"{file} exists already, and a backup overwrites nothing. Give another name.")
                : await CopyAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or InvalidDataException)
        {
            return BackupOutcome.Failed($"The backup {file} could not be written, and nothing of it was kept: {e.Message} The node's user must be able to write to the folder, which must have room.");
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private async Task<BackupOutcome> CopyAsync(string file, CancellationToken cancellationToken)
    {
        // 1. From here on no content is removed, so that whatever the rows name at step 2 is there at step 3.
        using var kept = content.KeepAll();

        // 2. The rows.
        var takenAt = clock.GetUtcNow();
        using var snapshot = await Task.Run(() => StoreSnapshot.Take(place.DatabaseFile, BackupArchive.Draft(file) + ".db"), cancellationToken);
        var seal = new BackupSeal(key);
        var manifest = await DescribeAsync(snapshot, takenAt, seal, cancellationToken);

        // 3. Manifest, rows and contents, digested and sealed.
        await using var archive = new BackupArchive(file, manifest);
        await archive.AddAsync(BackupNames.Manifest, new MemoryStream(manifest.ToJson()), cancellationToken);
        await using (var rows = new FileStream(snapshot.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous))
        {
            await archive.AddAsync(BackupNames.Database, rows, cancellationToken);
        }

        var (count, gone) = await AddContentsAsync(archive, snapshot, cancellationToken);
        await archive.CompleteAsync(seal, cancellationToken);
        return new BackupOutcome(null, archive.Length, takenAt, manifest.Messages, count, await NameAsync(snapshot, gone, cancellationToken));
    }

    private async Task<BackupManifest> DescribeAsync(StoreSnapshot snapshot, DateTimeOffset takenAt, BackupSeal seal, CancellationToken cancellationToken)
    {
        await using var db = snapshot.Open();
        var id = Guid.CreateVersion7(takenAt);
        return new BackupManifest
        {
            Format = BackupNames.Format,
            Id = id,
            Program = ProgramVersion.Text,
            Schema = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Last(),
            Node = node,
            TakenAt = takenAt,
            Messages = await db.Messages.CountAsync(cancellationToken),
            Contents = await NamedContents.Of(db).CountAsync(cancellationToken),
            KeyProof = seal.ProveKey(id),
        };
    }

    private async Task<(int Count, IReadOnlyList<Guid> Gone)> AddContentsAsync(BackupArchive archive, StoreSnapshot snapshot, CancellationToken cancellationToken)
    {
        var count = 0;
        List<Guid> gone = [];
        await using var db = snapshot.Open();
        await foreach (var id in NamedContents.Of(db).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await using var stored = content.OpenSealed(id);
            if (stored is null)
            {
                gone.Add(id);
                continue;
            }

            await archive.AddAsync(BackupNames.Of(id), stored, cancellationToken);
            count++;
        }

        return (count, gone);
    }

    private static async Task<IReadOnlyList<string>> NameAsync(StoreSnapshot snapshot, IReadOnlyList<Guid> gone, CancellationToken cancellationToken)
    {
        await using var db = snapshot.Open();
        var names = new List<string>();
        foreach (var id in gone)
        {
            names.Add(await db.Messages.Where(row => row.Payload == id || row.Sealed == id).Select(row => row.XheId).FirstAsync(cancellationToken));
        }

        return names;
    }
}
