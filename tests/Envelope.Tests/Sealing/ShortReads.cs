namespace SdkNode.Envelope.Sealing;

/// <summary>A stream that gives at most so many bytes at a time, as a network does.</summary>
internal sealed class ShortReads(byte[] content, int most) : MemoryStream(content, writable: false)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        var buffer = new byte[bufferSize];
        for (int length; (length = Read(buffer)) > 0;)
        {
            await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }
}
