using System.Buffers;

namespace SdkNode.Envelope.Content;

/// <summary>Keeps what token sinks write until their caller can pass it on without blocking; counts it.</summary>
internal sealed class PendingStream : WriteOnlyStream
{
    private readonly ArrayBufferWriter<byte> _pending = new(64 * 1024);

    /// <summary>All that was written so far, in bytes.</summary>
    public long Written { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _pending.Write(buffer);
        Written += buffer.Length;
    }

    /// <summary>Passes on what is kept.</summary>
    public async ValueTask DrainToAsync(Stream output, CancellationToken cancellationToken)
    {
        if (_pending.WrittenCount > 0)
        {
            await output.WriteAsync(_pending.WrittenMemory, cancellationToken);
            _pending.ResetWrittenCount();
        }
    }
}
