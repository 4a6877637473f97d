namespace SdkNode.Adapters;

/// <summary>A stream that is written to asynchronously and nothing else: what it does with the octets may wait for somebody.</summary>
public abstract class AsyncWriteStream : Stream
{
    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => true;

    /// <summary>Not known.</summary>
    public sealed override long Length => throw new NotSupportedException();

    /// <summary>Not known.</summary>
    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not offered: it would block a thread.</summary>
    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is written to asynchronously.");

    /// <summary>Nothing to do: what must go out goes out when the stream ends.</summary>
    public sealed override void Flush()
    {
    }

    /// <summary>Nothing to do: what must go out goes out when the stream ends.</summary>
    public sealed override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Not offered.</summary>
    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Not offered.</summary>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not offered.</summary>
    public sealed override void SetLength(long value) => throw new NotSupportedException();
}
