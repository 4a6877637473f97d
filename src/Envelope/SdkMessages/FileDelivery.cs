namespace SdkNode.Envelope.SdkMessages;

/// <summary>Brings the pieces of files' content to the streams that the caller opens, one file after the other.</summary>
internal sealed class FileDelivery(FileOpener? openFile) : IAsyncDisposable
{
    private Stream? _current;

    /// <summary>Delivers what the skeleton has decoded since the last time.</summary>
    public async ValueTask DrainAsync(MessageSkeleton skeleton, bool isWanted, CancellationToken cancellationToken)
    {
        foreach (var piece in skeleton.Pieces)
        {
            if (piece.Begin is not null && isWanted && openFile is not null)
            {
                _current = await openFile(piece.Begin, cancellationToken);
            }
            else if (piece.Count > 0 && _current is not null)
            {
                await _current.WriteAsync(skeleton.Decoded.Slice(piece.Offset, piece.Count), cancellationToken);
            }
            else if (piece.End)
            {
                await DisposeAsync();
            }
        }

        skeleton.Drained();
    }

    public async ValueTask DisposeAsync()
    {
        if (_current is not null)
        {
            await _current.DisposeAsync();
            _current = null;
        }
    }
}
