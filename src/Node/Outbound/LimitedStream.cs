using SdkNode.Adapters;

namespace SdkNode.Node.Outbound;

/// <summary>More was written than may be.</summary>
internal sealed class LimitExceededException() : IOException("More was written than the limit allows.");

/// <summary>Passes octets on up to a limit; beyond it writing fails (ADR 2).</summary>
internal sealed class LimitedStream(Stream to, long most) : AsyncWriteStream
{
    private long _written;

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written += buffer.Length;
        return _written <= most ? to.WriteAsync(buffer, cancellationToken) : throw new LimitExceededException();
    }
}
