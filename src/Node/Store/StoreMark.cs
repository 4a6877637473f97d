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
    /// <summary>The file in the content folder.</summary>
    public const string FileName = "store.id";

    private const string Fact = "store";
    private const string Setting = "Store:ContentFolder";
    private const int MostWaits = 50;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(100);

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
            Write(contentFolder, id ?? await AddAsync(Guid.NewGuid().ToString("N"), open, clock, cancellationToken));
        }
        else if (mark != id)
        {
            throw Another(contentFolder);
        }
    }

    /// <summary>
    /// Compares the two where several nodes share them: the first node writes the mark, and whoever comes later must find it, else it
    /// has been given a folder of its own. Until the mark is written the row names the node that writes it, so that a crash in
    /// between is mended by that node and by no other.
    /// </summary>
    /// <exception cref="StoreRefusedException">The folder is not the one of the other nodes, or belongs to another database.</exception>
    public static async Task CheckSharedAsync(string contentFolder, Guid node, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(contentFolder);
        var me = node.ToString("N");
        var (id, maker) = await SharedAsync(open, cancellationToken);
        if (id is null && await ReadAsync(contentFolder, cancellationToken) is not null && await FindAsync(open, cancellationToken) is null)
        {
            throw Another(contentFolder);
        }

        if (id is null)
        {
            await AddAsync($"{Guid.NewGuid():N} {me}", open, clock, cancellationToken);
            (id, maker) = await SharedAsync(open, cancellationToken);
        }

        if (maker == me && await ReadAsync(contentFolder, cancellationToken) is null)
        {
            Write(contentFolder, id!);
        }

        var mark = await WaitForAsync(contentFolder, maker is not null, cancellationToken) ?? throw Elsewhere(contentFolder, id!);
        if (mark != id)
        {
            throw Another(contentFolder);
        }

        if (maker == me)
        {
            await MadeAsync(id, open, cancellationToken);
        }
    }

    private static async Task<(string? Id, string? Maker)> SharedAsync(Func<NodeDb> open, CancellationToken cancellationToken) =>
        (await FindAsync(open, cancellationToken))?.Split(' ') is { } parts ? (parts[0], parts.ElementAtOrDefault(1)) : (null, null);

    // The first node is about to write it.
    private static async Task<string?> WaitForAsync(string contentFolder, bool isComing, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            if (await ReadAsync(contentFolder, cancellationToken) is { } mark)
            {
                return mark;
            }

            if (!isComing || tries == MostWaits)
            {
                return null;
            }

            await Task.Delay(s_wait, cancellationToken);
        }
    }

    private static async Task MadeAsync(string id, Func<NodeDb> open, CancellationToken cancellationToken)
    {
        await using var db = open();
        await db.Facts.Where(row => row.Name == Fact).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, id), cancellationToken);
    }

    private static StoreRefusedException Another(string contentFolder) => new(
        Setting, contentFolder, "The content in this folder belongs to another database than the one that the settings name.",
        $"Correct Store:ConnectionString or Store:ContentFolder; to move to a new database use: sdknode store move. (The folder's mark is {PathIn(contentFolder)}.)");

    private static StoreRefusedException Elsewhere(string contentFolder, string id) => new(
        Setting, contentFolder, "This is not the content folder of the other nodes of this store.",
        $"Set Store:ContentFolder to the folder that they use, and see that it is mounted here. Where the content was moved or restored without its mark, write {id} into {PathIn(contentFolder)}.");

    private static string PathIn(string contentFolder) => Path.Combine(contentFolder, FileName);

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

    private static void Write(string contentFolder, string id)
    {
        var draft = $"{PathIn(contentFolder)}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(id);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, PathIn(contentFolder), overwrite: true);
        DirectorySync.Flush(contentFolder);
    }
}
