using SdkNode.As4.Mime;

namespace SdkNode.As4.Inspecting;

/// <summary>One stream read after another.</summary>
internal sealed class ConcatenatedStream(Stream first, Stream second) : ReadOnlyStream
{
    private bool _firstEnded;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_firstEnded)
        {
            var read = await first.ReadAsync(buffer, cancellationToken);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            _firstEnded = true;
        }

        return await second.ReadAsync(buffer, cancellationToken);
    }
}
