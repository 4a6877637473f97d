using SdkNode.Node.Api.Json;

namespace SdkNode.Node.Api.Uploads;

/// <summary>Reads files that lie one after the other in one content, each as a stream of its own, in their order.</summary>
internal sealed class StagedFiles(Stream content, IReadOnlyList<FileSpan> files) : IAsyncDisposable
{
    private int _next;

    /// <summary>The next file. The one before must have been read to its end.</summary>
    public Stream Next(int number)
    {
        if (number != _next)
        {
            throw new InvalidOperationException($"File {number} was asked for when file {_next} was next.");
        }

        return new Window(content, files[_next++].Length);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => content.DisposeAsync();

    private sealed class Window(Stream content, long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await content.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= count;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = content.Read(buffer, offset, (int)Math.Min(count, _left));
            _left -= read;
            return read;
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
