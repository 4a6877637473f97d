using System.Security.Cryptography;

namespace SdkNode.Adapters.FileDrop;

/// <summary>One attachment on its way to the folder: counted, hashed and on disk when it has been disposed.</summary>
internal sealed class DroppedFile(string name, FileStream file) : AsyncWriteStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _ended;

    /// <summary>The file's name in the folder.</summary>
    public string Name { get; } = name;

    /// <summary>Its length in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of its content, lower-case hexadecimal digits; known once it has ended.</summary>
    public string Sha256 { get; private set; } = "";

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        Size += buffer.Length;
        await file.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
            _hash.Dispose();
            await using (file)
            {
                file.Flush(flushToDisk: true);
            }
        }

        await base.DisposeAsync();
    }
}
