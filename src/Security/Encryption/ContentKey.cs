using System.Security.Cryptography;

namespace SdkNode.Security.Encryption;

/// <summary>A symmetric key for one content. Disposing overwrites it.</summary>
public sealed class ContentKey : IDisposable
{
    private readonly byte[] _bytes;

    /// <summary>A key of given bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">The length is not the cipher's.</exception>
    public ContentKey(ContentCipher cipher, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != cipher.KeyBytes())
        {
            throw new ArgumentException($"{cipher} takes a key of {cipher.KeyBytes()} bytes.", nameof(bytes));
        }

        Cipher = cipher;
        _bytes = GC.AllocateArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    /// <summary>The cipher that the key is for.</summary>
    public ContentCipher Cipher { get; }

    /// <summary>The key.</summary>
    /// <exception cref="ObjectDisposedException">It has been overwritten.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _bytes;
        }
    }

    private bool IsDisposed { get; set; }

    /// <summary>A new random key.</summary>
    public static ContentKey Generate(ContentCipher cipher)
    {
        Span<byte> bytes = stackalloc byte[cipher.KeyBytes()];
        RandomNumberGenerator.Fill(bytes);
        var key = new ContentKey(cipher, bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>The key encrypted to the owner of a public key.</summary>
    /// <param name="publicKey">The receiver's public key.</param>
    /// <param name="transport">How to wrap.</param>
    /// <exception cref="NotSupportedException">The transport is not one that this node can use.</exception>
    public byte[] Wrap(RSA publicKey, KeyTransport transport) => OaepCipher.Encrypt(publicKey, transport, Bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        IsDisposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
