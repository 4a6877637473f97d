using System.Buffers;

namespace SdkNode.Security.Encryption;

/// <summary>What a transform makes of another stream, to be read.</summary>
internal sealed class ChunkReadStream(Stream source, ChunkTransform transform, bool leaveOpen) : Stream
{
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(ChunkTransform.ChunkBytes);
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(transform.MaxOutputBytes);
    private int _position;
    private int _available;
    private bool _ended;
    private bool _failed;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        ThrowIfOver();
        while (_available == 0 && !_ended)
        {
            Take(source.ReadAtLeast(_input.AsSpan(0, ChunkTransform.ChunkBytes), ChunkTransform.ChunkBytes, throwOnEndOfStream: false));
        }

        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        while (_available == 0 && !_ended)
        {
            Take(await source.ReadAtLeastAsync(_input.AsMemory(0, ChunkTransform.ChunkBytes), ChunkTransform.ChunkBytes, throwOnEndOfStream: false, cancellationToken));
        }

        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_disposed && !leaveOpen)
        {
            await source.DisposeAsync();
        }

        Release();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed && !leaveOpen)
        {
            source.Dispose();
        }

        Release();
        base.Dispose(disposing);
    }

    // After a failure there is no end to be reached: whoever reads on must not take it for one.
    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failed)
        {
            throw new InvalidOperationException("Reading has failed before.");
        }
    }

    private void Take(int count)
    {
        _failed = true;
        _ended = count < ChunkTransform.ChunkBytes;
        _available = transform.Transform(_input, count, _ended, _output);
        _position = 0;
        _failed = false;
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _available);
        _output.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        _available -= count;
        return count;
    }

    private void Release()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        transform.Dispose();
        ArrayPool<byte>.Shared.Return(_input, clearArray: true);
        ArrayPool<byte>.Shared.Return(_output, clearArray: true);
    }
}
