using System.Buffers;

namespace SdkNode.Security.Encryption;

/// <summary>
/// Takes what is written to it, and writes what a transform makes of it to another stream. The content ends with
/// <see cref="Complete"/> or <see cref="CompleteAsync"/>, which also check what can only be checked at the end; a stream that is
/// disposed without it leaves the output cut short, as it should after a failure.
/// </summary>
public sealed class ChunkWriteStream : Stream
{
    private readonly Stream _destination;
    private readonly ChunkTransform _transform;
    private readonly bool _leaveOpen;
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(ChunkTransform.ChunkBytes);
    private readonly byte[] _output;
    private int _filled;
    private bool _completed;
    private bool _failed;
    private bool _disposed;

    internal ChunkWriteStream(Stream destination, ChunkTransform transform, bool leaveOpen)
    {
        (_destination, _transform, _leaveOpen) = (destination, transform, leaveOpen);
        _output = ArrayPool<byte>.Shared.Rent(transform.MaxOutputBytes);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_completed && !_failed && !_disposed;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfEnded();
        while (buffer.Length > 0)
        {
            buffer = buffer[Fill(buffer)..];
            if (_filled == ChunkTransform.ChunkBytes)
            {
                _destination.Write(_output, 0, Transform(isLast: false));
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        while (buffer.Length > 0)
        {
            buffer = buffer[Fill(buffer.Span)..];
            if (_filled == ChunkTransform.ChunkBytes)
            {
                await _destination.WriteAsync(_output.AsMemory(0, Transform(isLast: false)), cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Ends the content: writes the rest, and checks padding, tag and length. To be called once.</summary>
    /// <exception cref="UndecryptableException">When deciphering: length, padding or tag are wrong.</exception>
    /// <exception cref="InvalidBase64Exception">When decoding: the text is no Base64.</exception>
    public void Complete()
    {
        ThrowIfEnded();
        _completed = true;
        _destination.Write(_output, 0, Transform(isLast: true));
    }

    /// <summary>Does what <see cref="Complete"/> does.</summary>
    /// <exception cref="UndecryptableException">When deciphering: length, padding or tag are wrong.</exception>
    /// <exception cref="InvalidBase64Exception">When decoding: the text is no Base64.</exception>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        _completed = true;
        await _destination.WriteAsync(_output.AsMemory(0, Transform(isLast: true)), cancellationToken);
    }

    /// <summary>Does nothing: a part of a chunk can't be passed on.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_disposed && !_leaveOpen)
        {
            await _destination.DisposeAsync();
        }

        Release();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed && !_leaveOpen)
        {
            _destination.Dispose();
        }

        Release();
        base.Dispose(disposing);
    }

    private void ThrowIfEnded()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed || _failed)
        {
            throw new InvalidOperationException(_failed ? "Writing has failed before." : "The content has been completed.");
        }
    }

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        var count = Math.Min(buffer.Length, ChunkTransform.ChunkBytes - _filled);
        buffer[..count].CopyTo(_input.AsSpan(_filled));
        _filled += count;
        return count;
    }

    private int Transform(bool isLast)
    {
        var count = _filled;
        _filled = 0;
        _failed = true;
        var length = _transform.Transform(_input, count, isLast, _output);
        _failed = false;
        return length;
    }

    private void Release()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _transform.Dispose();
        ArrayPool<byte>.Shared.Return(_input, clearArray: true);
        ArrayPool<byte>.Shared.Return(_output, clearArray: true);
    }
}
