using System.Buffers;
using System.Buffers.Binary;

namespace SdkNode.Adapters.VirusScan;

/// <summary>
/// One content on its way through the scanner: what is written is passed on in chunks, <see cref="FinishAsync"/> gives the
/// verdict. Writing never fails: a scanner that is gone, or that has seen enough, leaves the rest unread.
/// </summary>
public sealed class ContentScan : AsyncWriteStream
{
    private const int LengthBytes = 4;
    private const int ChunkBytes = 64 * 1024;

    private readonly ClamdConnection? _connection;
    private readonly Task<string?>? _reply;
    private readonly CancellationTokenSource _ended = new();
    private byte[]? _chunk;
    private int _used;
    private bool _allSent;
    private ScanFault? _fault;
    private ScanVerdict? _verdict;

    internal ContentScan(ScanFault fault) => _fault = fault;

    internal ContentScan(ClamdConnection connection)
    {
        _connection = connection;
        _chunk = ArrayPool<byte>.Shared.Rent(LengthBytes + ChunkBytes);

        // Read from the beginning: an answer that comes early would be lost when clamd resets the connection.
        _reply = connection.ReadReplyAsync(_ended.Token);
    }

    private bool IsListening => _fault is null && _verdict is null && _reply is { IsCompleted: false };

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && IsListening)
        {
            var count = Math.Min(buffer.Length, ChunkBytes - _used);
            buffer[..count].CopyTo(_chunk.AsMemory(LengthBytes + _used));
            _used += count;
            buffer = buffer[count..];
            if (_used == ChunkBytes)
            {
                await SendChunkAsync(cancellationToken);
            }
        }
    }

    /// <summary>Ends the content and gives the verdict; asked again, the same one.</summary>
    public async Task<ScanVerdict> FinishAsync(CancellationToken cancellationToken)
    {
        _verdict ??= await AskAsync(cancellationToken);
        return _verdict;
    }

    /// <summary>Ends the connection. Without <see cref="FinishAsync"/> before, the content is given up.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _chunk, null) is { } chunk)
        {
            // The chunk held content.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            await _ended.CancelAsync();
            _connection!.Dispose();

            // Observed, whatever became of it.
            await _reply!.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        _ended.Dispose();
        await base.DisposeAsync();
    }

    private async Task<ScanVerdict> AskAsync(CancellationToken cancellationToken)
    {
        if (IsListening && _used > 0)
        {
            await SendChunkAsync(cancellationToken);
        }

        if (IsListening)
        {
            await SendChunkAsync(cancellationToken);
            _allSent = _fault is null;
        }

        if (_connection is null || _fault is { Kind: ScanFaultKind.TimedOut })
        {
            return new ScanVerdict.Unavailable(_fault!);
        }

        // A verdict that came before the connection broke counts.
        var answer = await _connection.WaitAsync(_reply!, cancellationToken);
        if (!answer.TryGet(out var text, out var fault))
        {
            return new ScanVerdict.Unavailable(_fault ?? fault);
        }

        return ClamdReply.Judge(text) is var verdict && (verdict is not ScanVerdict.Clean || _allSent)
            ? verdict
            : new ScanVerdict.Unavailable(new ScanFault(ScanFaultKind.Protocol, "clamd answered before it had all of the content."));
    }

    // A chunk of no octets says that the content has ended.
    private async Task SendChunkAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt32BigEndian(_chunk, _used);
        _fault = await _connection!.SendAsync(_chunk.AsMemory(0, LengthBytes + _used), cancellationToken);
        _used = 0;
    }
}
