namespace SdkNode.Node.Lifecycle;

/// <summary>
/// How far the node's stop has come. Begun: it says that it is not ready, and still does everything. Closed: nothing new is begun,
/// what runs goes on. Cut: what runs is cancelled and given back.
/// </summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _cut = new();
    private volatile bool _begun;

    /// <summary>Whether the stop has begun.</summary>
    public bool HasBegun => _begun;

    /// <summary>Cancelled when nothing new is to be begun.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Cancelled when what still runs has had its time.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>The stop begins.</summary>
    public void Begin() => _begun = true;

    /// <summary>Nothing new is begun from here on; what runs has <paramref name="time"/> to end.</summary>
    public void Close(TimeSpan time)
    {
        _begun = true;
        _closed.Cancel();
        _cut.CancelAfter(time);
    }

    /// <summary>What runs has no more time.</summary>
    public void CutNow() => _cut.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        _closed.Dispose();
        _cut.Dispose();
    }
}
