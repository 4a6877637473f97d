namespace SdkNode.As4.Mime;

/// <summary>The content of one part. Ends (reads 0) at its boundary, and for good once the reader has gone on to another part.</summary>
internal sealed class MimePartStream(MimeReader reader, int part) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        reader.ReadContentAsync(part, buffer, cancellationToken);
}
