using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SdkNode.Node.Store;

namespace SdkNode.Node.Backups;

/// <summary>
/// The file while it is written: <c>FILE.part</c>, which gets its name when it is complete and on disk. Disposing without
/// <see cref="CompleteAsync"/> removes it. Memory does not grow with it: the digests lie in a file beside it until they are an entry.
/// </summary>
internal sealed class BackupArchive : IAsyncDisposable
{
    private readonly string _path;
    private readonly BackupManifest _manifest;
    private readonly FileStream _file;
    private readonly FileStream _digests;
    private readonly Stream _packed;
    private readonly TarWriter _tar;

    /// <summary>Begins the file.</summary>
    public BackupArchive(string path, BackupManifest manifest)
    {
        (_path, _manifest) = (path, manifest);
        _file = OwnerFile.Create(Draft(path));
        _digests = OwnerFile.Create(_path + ".sums");
        _packed = BackupNames.IsCompressed(path) ? new GZipStream(_file, CompressionLevel.Fastest, leaveOpen: true) : _file;
        _tar = new TarWriter(_packed, TarEntryFormat.Pax, leaveOpen: true);
    }

    /// <summary>Octets on disk.</summary>
    public long Length { get; private set; }

    /// <summary>What the file is called until it is complete.</summary>
    public static string Draft(string path) => path + ".part";

    /// <summary>Adds an entry and its digest.</summary>
    public async Task AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await using var read = new DigestingStream(content);
        await AddEntryAsync(name, read, cancellationToken);
        await _digests.WriteAsync(Encoding.ASCII.GetBytes(BackupNames.Line(name, read.Sha256())), cancellationToken);
    }

    /// <summary>Adds the digests and the seal over them, flushes all to disk and gives the file its name.</summary>
    /// <exception cref="IOException">The name has been taken meanwhile.</exception>
    public async Task CompleteAsync(BackupSeal seal, CancellationToken cancellationToken)
    {
        _digests.Position = 0;
        await using (var read = new DigestingStream(_digests))
        {
            await AddEntryAsync(BackupNames.Digests, read, cancellationToken);
            var mark = Convert.ToBase64String(seal.Seal(_manifest.Id, read.Sha256()));
            await AddEntryAsync(BackupNames.Seal, new MemoryStream(Encoding.ASCII.GetBytes(mark)), cancellationToken);
        }

        await _tar.DisposeAsync();
        if (_packed != _file)
        {
            await _packed.DisposeAsync();
        }

        _file.Flush(flushToDisk: true);
        Length = _file.Length;
        OwnerFile.Name(Draft(_path), _path);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _digests.DisposeAsync();
        await _file.DisposeAsync();
        File.Delete(_path + ".sums");
        File.Delete(Draft(_path));
    }

    private Task AddEntryAsync(string name, Stream content, CancellationToken cancellationToken) => _tar.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = _manifest.TakenAt, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite },
        cancellationToken);
}
