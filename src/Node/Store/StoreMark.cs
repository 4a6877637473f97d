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

    /// <summary>Compares the two, and writes the id where both are new.</summary>
    /// <exception cref="InvalidDataException">The folder belongs to another database; the message says what to do.</exception>
    public static async Task CheckAsync(string contentFolder, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(contentFolder);
        var path = Path.Combine(contentFolder, "store.id");

        // The file first: another node that starts at the same time writes it after the row.
        var mark = File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : null;
        var id = await FindAsync(open, cancellationToken);
        if (mark is not null)
        {
            if (mark != id)
            {
                throw new InvalidDataException(
                    $"The content in {contentFolder} belongs to another database than the one that the settings name. Correct Store:ConnectionString or Store:ContentFolder; to move to a new database use: sdknode store move. (Its mark is {path}.)");
            }

            return;
        }

        Write(path, id ?? await AddAsync(open, clock, cancellationToken));
    }

    private static async Task<string?> FindAsync(Func<NodeDb> open, CancellationToken cancellationToken)
    {
        await using var db = open();
        return (await db.Facts.AsNoTracking().SingleOrDefaultAsync(row => row.Name == Fact, cancellationToken))?.Value;
    }

    private static async Task<string> AddAsync(Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
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

    private static void Write(string path, string id)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(id);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }
}
