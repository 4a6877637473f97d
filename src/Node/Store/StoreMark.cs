using Microsoft.EntityFrameworkCore;
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
        var facts = new FactStore(open, clock);
        if (mark is null)
        {
            Write(contentFolder, await facts.GetOrAddAsync(Fact, Guid.NewGuid().ToString("N"), cancellationToken));
        }
        else if (mark != await facts.FindAsync(Fact, cancellationToken))
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
        var facts = new FactStore(open, clock);
        var known = await facts.FindAsync(Fact, cancellationToken);
        if (known is null && await ReadAsync(contentFolder, cancellationToken) is not null && await facts.FindAsync(Fact, cancellationToken) is null)
        {
            throw Another(contentFolder);
        }

        var parts = (known ?? await facts.GetOrAddAsync(Fact, $"{Guid.NewGuid():N} {me}", cancellationToken)).Split(' ');
        var (id, maker) = (parts[0], parts.ElementAtOrDefault(1));

        if (maker == me && await ReadAsync(contentFolder, cancellationToken) is null)
        {
            Write(contentFolder, id);
        }

        var mark = await WaitForAsync(contentFolder, maker is not null, cancellationToken) ?? throw Elsewhere(contentFolder, id);
        if (mark != id)
        {
            throw Another(contentFolder);
        }

        if (maker == me)
        {
            await MadeAsync(id, open, cancellationToken);
        }
    }

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
