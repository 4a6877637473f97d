using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Security;

namespace SdkNode.Node.Backups;

/// <summary>
/// Unpacks a backup into two folders of its own, checking everything that it says: which key, the entries and their order, every
/// digest, the seal. Until that is through nothing of it may be used.
/// </summary>
/// <param name="file">The backup.</param>
/// <param name="key">The node key.</param>
/// <param name="database">Where the database goes.</param>
/// <param name="contents">The folder that the contents go to.</param>
internal sealed class BackupReader(string file, NodeKey key, string database, string contents)
{
    private const int MostManifestBytes = 64 * 1024;
    private const int MostSealBytes = 1024;

    private readonly BackupSeal _seal = new(key);

    /// <summary>Unpacks all of it; gives the manifest and how many contents there were.</summary>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public async Task<Result<UnpackedBackup, BackupFault>> UnpackAsync(CancellationToken cancellationToken)
    {
        await using var packed = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var plain = BackupNames.IsCompressed(file) ? (Stream)new GZipStream(packed, CompressionMode.Decompress) : packed;
        await using var tar = new TarReader(plain);
        try
        {
            return await UnpackAsync(tar, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            return BackupFault.Damaged(file, e.Message);
        }
    }

    private async Task<Result<UnpackedBackup, BackupFault>> UnpackAsync(TarReader tar, CancellationToken cancellationToken)
    {
        using var digests = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // 1. What it is, and whether this is its key, before anything is written.
        var json = new MemoryStream();
        if (!await NextAsync(tar, BackupNames.Manifest, MostManifestBytes, digests, (data, token) => data.CopyToAsync(json, token), cancellationToken) || BackupManifest.Read(json.ToArray()) is not { } manifest)
        {
            return BackupFault.Damaged(file, "It does not begin as a backup of a node does.");
        }

        if (manifest.Format != BackupNames.Format)
        {
            return new BackupFault($"{file} has format {manifest.Format}, which this version ({ProgramVersion.Text}) does not know. Restore it with version {manifest.Program} or a later one.");
        }

        if (!_seal.IsKeyOf(manifest.Id, manifest.KeyProof))
        {
            return new BackupFault($"The node key is not the one of this backup (taken {manifest.TakenAt:yyyy-MM-dd HH:mm}Z at node {manifest.Node}): nothing in it could be read. Give the key that the node had then: --node-key FILE.");
        }

        // 2. The rows.
        if (!await NextAsync(tar, BackupNames.Database, long.MaxValue, digests, (data, token) => OwnerFile.WriteAsync(database, data, token), cancellationToken))
        {
            return BackupFault.Damaged(file, "The database is not where it must be.");
        }

        // 3. The contents, and after them the digests of all.
        var unpacked = new UnpackedBackup(manifest);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name == BackupNames.Digests)
            {
                return await CloseAsync(tar, entry, manifest.Id, digests.GetCurrentHash(), cancellationToken) ? unpacked : BackupFault.Damaged(file, "Its digests or its seal do not fit what is in it.");
            }

            if (!BackupNames.TryReadContent(entry.Name, out var id) || entry.DataStream is not { } data)
            {
                return BackupFault.Damaged(file, $"It holds an entry that no backup has ({entry.Name.Length} characters).");
            }

            await ContentAsync(id, data, digests, unpacked, cancellationToken);
        }

        return BackupFault.Damaged(file, "It ends too early.");
    }

    private async Task ContentAsync(Guid id, Stream data, IncrementalHash digests, UnpackedBackup unpacked, CancellationToken cancellationToken)
    {
        var path = Path.Combine(contents, ContentStore.NameOf(id));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await CopyAsync(BackupNames.Of(id), data, digests, (read, token) => OwnerFile.WriteAsync(path, read, token), cancellationToken);
        unpacked.Contents++;
        try
        {
            await using var header = new ContentReader(id, path, key);
        }
        catch (InvalidDataException)
        {
            // It was so in the store: the backup is intact. The message whose content it is will say so when it is opened.
            unpacked.Unreadable++;
        }
    }

    // Nothing may follow the seal: what is not sealed is not the backup's.
    private async Task<bool> CloseAsync(TarReader tar, TarEntry digestsEntry, Guid backup, byte[] computed, CancellationToken cancellationToken)
    {
        await using var read = new DigestingStream(digestsEntry.DataStream ?? Stream.Null);
        await read.CopyToAsync(Stream.Null, cancellationToken);
        if (!read.Sha256().SequenceEqual(computed))
        {
            return false;
        }

        if (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is not { Name: BackupNames.Seal, Length: < MostSealBytes, DataStream: { } mark })
        {
            return false;
        }

        using var text = new StreamReader(mark, Encoding.ASCII);
        var written = await text.ReadToEndAsync(cancellationToken);
        var seal = Convert.FromBase64String(written);

        // Base64 has bits at its end that say nothing: the text itself must be what a backup writes.
        return Convert.ToBase64String(seal) == written
            && _seal.IsIntact(backup, computed, seal)
            && await tar.GetNextEntryAsync(copyData: false, cancellationToken) is null;
    }

    private static async Task<bool> NextAsync(TarReader tar, string name, long most, IncrementalHash digests, Func<Stream, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        if (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is not { DataStream: { } data } entry || entry.Name != name || entry.Length > most)
        {
            return false;
        }

        await CopyAsync(name, data, digests, take, cancellationToken);
        return true;
    }

    private static async Task CopyAsync(string name, Stream data, IncrementalHash digests, Func<Stream, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        await using var read = new DigestingStream(data);
        await take(read, cancellationToken);
        digests.AppendData(Encoding.ASCII.GetBytes(BackupNames.Line(name, read.Sha256())));
    }
}
