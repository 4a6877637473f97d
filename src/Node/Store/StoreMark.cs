using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Rows;
using SdkNode.Security.Files;

namespace SdkNode.Node.Store;

/// <summary>
/// Keeps a content folder and its database together: what no row names is swept away, so that a node with another database, such as
/// an empty one, must not start on the folder. The same id stands in both.
/// </summary>
internal static class StoreMark
{
    private const string Fact = "store";
    private const string Setting = "Store:ContentFolder";

    /// <summary>Compares the two, and writes the id where both are new, or where content was copied to a new place without it.</summary>
    /// <exception cref="StoreRefusedException">The folder belongs to another database.</exception>
    public static async Task CheckAsync(string contentFolder, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(contentFolder);

        // The file first: another node that starts at the same time writes it after the row.
        var mark = await ReadAsync(contentFolder, cancellationToken);
        var id = await FindAsync(open, cancellationToken);
        if (mark is null)
        {
            Write(contentFolder, id ?? await AddAsync(Guid.NewGuid().ToString("N"), open, clock, cancellationToken), overwrite: true);
        }
        else if (mark != id)
        {
            throw Another(contentFolder);
        }
    }

    /// <summary>
    /// Compares the two where several nodes share them: whoever comes second must find the first one's mark in the folder, else it has
    /// been given a folder of its own.
    /// </summary>
    /// <exception cref="StoreRefusedException">The folder is not the one of the other nodes, or belongs to another database.</exception>
    public static async Task CheckSharedAsync(string contentFolder, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        // The row first here, for it is written after the file.
        var id = await FindAsync(open, cancellationToken);
        Directory.CreateDirectory(contentFolder);
        var isNew = false;
        if (await ReadAsync(contentFolder, cancellationToken) is not { } mark)
        {
            if (id is not null)
            {
                throw Elsewhere(contentFolder, id);
            }

            isNew = Write(contentFolder, Guid.NewGuid().ToString("N"), overwrite: false);
            mark = (await ReadAsync(contentFolder, cancellationToken))!;
        }

        id ??= await AddAsync(mark, open, clock, cancellationToken);
        if (mark != id)
        {
            if (!isNew)
            {
                throw Another(contentFolder);
            }

            // Another node was first, a moment ago, with a folder of its own.
            File.Delete(PathIn(contentFolder));
            throw Elsewhere(contentFolder, id);
        }
    }

    private static StoreRefusedException Another(string contentFolder) => new(
        Setting, contentFolder, "The content in this folder belongs to another database than the one that the settings name.",
        $"Correct Store:ConnectionString or Store:ContentFolder; to move to a new database use: sdknode store move. (The folder's mark is {PathIn(contentFolder)}.)");

    private static StoreRefusedException Elsewhere(string contentFolder, string id) => new(
        Setting, contentFolder, "This is not the content folder of the other nodes of this store.",
        $"Set Store:ContentFolder to the folder that they use, and see that it is mounted here. Where the content was moved or restored without its mark, write {id} into {PathIn(contentFolder)}.");

    private static string PathIn(string contentFolder) => Path.Combine(contentFolder, "store.id");

    private static async Task<string?> ReadAsync(string contentFolder, CancellationToken cancellationToken) =>
        File.Exists(PathIn(contentFolder)) ? (await File.ReadAllTextAsync(PathIn(contentFolder), cancellationToken)).Trim() : null;

    private static async Task<string?> FindAsync(Func<NodeDb> open, CancellationToken cancellationToken)
    {
        await using var db = open();
        return (await db.Facts.AsNoTracking().SingleOrDefaultAsync(row => row.Name == Fact, cancellationToken))?.Value;
    }

    private static async Task<string> AddAsync(string id, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var db = open();
        db.Facts.Add(new FactRow { Name = Fact, Value = id, ChangedAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return id;
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return (await FindAsync(open, cancellationToken))!;
        }
    }

    // True when this is what stands there now.
    private static bool Write(string contentFolder, string id, bool overwrite)
    {
        var draft = $"{PathIn(contentFolder)}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(id);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, PathIn(contentFolder), overwrite);
        }
        catch (IOException) when (File.Exists(PathIn(contentFolder)))
        {
            File.Delete(draft);
            return false;
        }

        DirectorySync.Flush(contentFolder);
        return true;
    }
}
