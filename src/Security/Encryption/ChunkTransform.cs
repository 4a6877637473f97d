namespace SdkNode.Security.Encryption;

/// <summary>Changes a content chunk by chunk; the streams around it read, buffer and write.</summary>
internal abstract class ChunkTransform : IDisposable
{
    /// <summary>The size of every chunk but the last, in bytes: a whole number of cipher blocks and of Base64 groups.</summary>
    public const int ChunkBytes = 48 * 1024;

    /// <summary>How much output one chunk can give.</summary>
    public virtual int MaxOutputBytes => ChunkBytes + 64;

    /// <summary>Transforms a chunk.</summary>
    /// <param name="input">Holds the chunk.</param>
    /// <param name="count">Its length: <see cref="ChunkBytes"/>, or less (even nothing) when it is the last.</param>
    /// <param name="isLast">Whether the content ends here.</param>
    /// <param name="output">Takes the output; has room for <see cref="MaxOutputBytes"/>.</param>
    /// <returns>The length of the output.</returns>
    public abstract int Transform(byte[] input, int count, bool isLast, byte[] output);

    /// <inheritdoc/>
    public abstract void Dispose();
}
