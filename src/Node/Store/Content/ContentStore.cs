namespace SdkNode.Node.Store.Content;

/// <summary>Large things, encrypted at rest, in a folder: sealed envelopes and payloads. The rows name them by id.</summary>
internal sealed class ContentStore
{
    // A page, so that the disk must find room.
    private static readonly byte[] Octets = new byte[4096];

    private readonly string _content;
    private readonly string _drafts;
    private readonly string _staging;
    private readonly NodeKey _nodeKey;
    private readonly SmallContentStore? _small;
    private int _keepers;

    /// <summary>Opens the folders below <paramref name="folder"/>, making them where they are missing.</summary>
    /// <param name="folder">Where the content is; the nodes of one store share it.</param>
    /// <param name="nodeKey">Wraps the content's keys.</param>
    /// <param name="small">Keeps what is small; left out, everything goes into files.</param>
    /// <param name="node">Which node it is: its drafts lie in a folder of their own.</param>
    public ContentStore(string folder, NodeKey nodeKey, SmallContentStore? small = null, Guid node = default)
    {
        _content = Path.Combine(folder, "content");
        _drafts = Path.Combine(folder, "staging");
        _staging = Path.Combine(_drafts, node.ToString("N"));
        _nodeKey = nodeKey;
        _small = small;
        Directory.CreateDirectory(_content);
        Directory.CreateDirectory(_staging);
    }

    /// <summary>Starts a new content.</summary>
    public ContentWriter Create()
    {
        var id = Guid.CreateVersion7();
        return new ContentWriter(id, new ContentPlace(Path.Combine(_staging, id.ToString("N")), PathOf(id), _small?.Waiting), _nodeKey);
    }

    /// <summary>Opens a content for reading.</summary>
    /// <exception cref="ContentUnusableException">It is not there, or damaged; reading may find that too.</exception>
    /// <exception cref="IOException">The folder of all content is not there: a share that is not mounted, perhaps, so that this may pass.</exception>
    public Stream OpenRead(Guid id)
    {
        try
        {
            return _small?.Find(id, PathOf(id)) is { } octets ? new ContentReader(id, octets, _nodeKey) : new ContentReader(id, PathOf(id), _nodeKey);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(_content))
        {
            throw new ContentUnusableException(id, "is not there");
        }
        catch (InvalidDataException e)
        {
            throw new ContentUnusableException(id, $"cannot be opened: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>Opens the file of a content as it lies here, encrypted; null when there is none.</summary>
    public FileStream? OpenSealed(Guid id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Until it is disposed no file is removed, so that a backup finds whatever its snapshot of the rows names. What is deleted
    /// meanwhile no row names any more: a later sweep removes it. Small contents are in the snapshot themselves.
    /// </summary>
    public IDisposable KeepAll() => new Keeper(this);

    /// <summary>
    /// Keeps a content if a row comes to name it. It goes when none does, be it for a lost lease or because the store is full: the next
    /// try writes it anew, and what lies there would only take the room that is missing.
    /// </summary>
    /// <param name="id">The content.</param>
    /// <param name="name">Writes the row; false when it did not.</param>
    public async Task<bool> KeepIfAsync(Guid id, Func<Task<bool>> name)
    {
        try
        {
            var named = await name();
            if (!named)
            {
                Delete(id);
            }

            return named;
        }
        catch (Exception e) when (StorageFault.Of(e) is { NothingStored: true })
        {
            Delete(id);
            throw;
        }
    }

    /// <summary>Whether a content lies in a file.</summary>
    public bool HasFile(Guid id) => File.Exists(PathOf(id));

    /// <summary>Removes a content; one that is not there is no fault.</summary>
    public void Delete(Guid id)
    {
        if (_small?.Delete(id) == true)
        {
            return;
        }

        if (!IsKept && File.Exists(PathOf(id)))
        {
            File.Delete(PathOf(id));
        }
    }

    /// <summary>
    /// Removes every draft, whatever its age: what this node's process had begun to write when it was killed. For its start, when nobody writes there.
    /// </summary>
    public int ClearDrafts() => Sweep(Directory.EnumerateFiles(_staging), DateTime.MaxValue, static _ => false);

    /// <summary>Writes a file into the staging folder, flushes it to disk and removes it: shows whether content can be stored.</summary>
    public async Task ProbeAsync()
    {
        var path = Path.Combine(_staging, $"probe-{Guid.NewGuid():N}");
        try
        {
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await RandomAccess.WriteAsync(file, Octets, 0);
            RandomAccess.FlushToDisk(file);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The time (UTC) by the clock that stamps the content's files, which may be a file server's.</summary>
    public DateTime Now()
    {
        var file = Path.Combine(_staging, $"now-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(file, [0]);
            return File.GetLastWriteTimeUtc(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What a crash of any node left behind: drafts that nobody writes any more, older than <paramref name="before"/> (UTC).</summary>
    public int SweepDrafts(DateTime before) => Sweep(Directory.EnumerateFiles(_drafts, "*", SearchOption.AllDirectories), before, static _ => false);

    /// <summary>Contents older than <paramref name="before"/> that no row names: the crash came between file and row.</summary>
    /// <param name="before">Older than this.</param>
    /// <param name="named">Gives every content that a row names; asked after those that are there have been listed.</param>
    /// <param name="cancellationToken">Cancels between removals.</param>
    public async Task<int> SweepOrphansAsync(DateTimeOffset before, Func<Task<IReadOnlySet<Guid>>> named, CancellationToken cancellationToken)
    {
        var small = _small is null ? 0 : await _small.SweepAsync(before, named, cancellationToken);
        return small + await SweepFilesAsync(before.UtcDateTime, named);
    }

    private async Task<int> SweepFilesAsync(DateTime before, Func<Task<IReadOnlySet<Guid>>> named)
    {
        var old = Directory.EnumerateFiles(_content, "*", SearchOption.AllDirectories).Where(file => File.GetLastWriteTimeUtc(file) < before).ToList();
        var kept = old.Count > 0 ? await named() : new HashSet<Guid>();
        return Sweep(old, before, path => Guid.TryParse(Path.GetFileName(path), out var id) && kept.Contains(id));
    }

    private bool IsKept => Volatile.Read(ref _keepers) > 0;

    private int Sweep(IEnumerable<string> files, DateTime before, Func<string, bool> keep)
    {
        var count = 0;
        foreach (var file in files.Where(file => !IsKept && File.GetLastWriteTimeUtc(file) < before && !keep(file)))
        {
            File.Delete(file);
            count++;
        }

        return count;
    }

    /// <summary>A content's name below the folder <c>content</c>. The last octets of a version 7 id are random, so the 256 folders fill evenly.</summary>
    public static string NameOf(Guid id)
    {
        var name = id.ToString("N");
        return $"{name[^2..]}/{name}";
    }

    private string PathOf(Guid id) => Path.Combine(_content, NameOf(id));

    private sealed class Keeper : IDisposable
    {
        private ContentStore? _store;

        public Keeper(ContentStore store)
        {
            _store = store;
            Interlocked.Increment(ref store._keepers);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _store, null) is { } store)
            {
                Interlocked.Decrement(ref store._keepers);
            }
        }
    }
}
