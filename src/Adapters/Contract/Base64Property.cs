using System.Text.Json;

namespace SdkNode.Adapters.Contract;

/// <summary>What is written becomes the Base64 of a JSON string, which ends when this is disposed.</summary>
internal sealed class Base64Property(Utf8JsonWriter json) : AsyncWriteStream
{
    private const int FlushBytes = 64 * 1024;
    private bool _ended;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        json.WriteBase64StringSegment(buffer.Span, isFinalSegment: false);
        if (json.BytesPending >= FlushBytes)
        {
            await json.FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            json.WriteBase64StringSegment([], isFinalSegment: true);
        }

        return base.DisposeAsync();
    }
}
