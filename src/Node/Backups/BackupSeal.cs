using System.Security.Cryptography;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Backups;

/// <summary>
/// Marks made with the node key: one that tells whether a key is the backup's before anything is unpacked, one over the digests
/// of all entries, which nobody without the key can make. Each is nothing, sealed in its own context.
/// </summary>
internal sealed class BackupSeal(NodeKey key)
{
    private readonly KeyCipher _cipher = new(key);

    /// <summary>The mark of the key in a backup's manifest.</summary>
    public byte[] ProveKey(Guid backup) => Make(KeyContext(backup));

    /// <summary>Whether the mark was made with this key.</summary>
    public bool IsKeyOf(Guid backup, byte[] proof) => Fits(KeyContext(backup), proof);

    /// <summary>The seal over a backup's digests.</summary>
    public byte[] Seal(Guid backup, ReadOnlySpan<byte> digests) => Make(SealContext(backup, digests));

    /// <summary>Whether the backup is as it was sealed.</summary>
    public bool IsIntact(Guid backup, ReadOnlySpan<byte> digests, byte[] seal) => Fits(SealContext(backup, digests), seal);

    private byte[] Make(byte[] context) => _cipher.Seal(context, []);

    private bool Fits(byte[] context, byte[] mark)
    {
        try
        {
            return _cipher.Open(context, mark) is { Length: 0 };
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // Other uses of the node key have other contexts, so that none can stand for another.
    private static byte[] KeyContext(Guid backup) => [.. "backup-key:"u8, .. backup.ToByteArray(bigEndian: true)];

    private static byte[] SealContext(Guid backup, ReadOnlySpan<byte> digests) => [.. "backup-seal:"u8, .. backup.ToByteArray(bigEndian: true), .. SHA256.HashData(digests)];
}
