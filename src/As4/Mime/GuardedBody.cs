namespace SdkNode.As4.Mime;

/// <summary>
/// A request's body under guard: its size, its agreement with Content-Length, and the peer's speed (AS4-8, DESIGN 4). Only
/// time spent waiting for the peer counts, never our own work on what it sent.
/// </summary>
internal sealed class GuardedBody : ReadOnlyStream
{
    private readonly Stream _body;
    private readonly BodyGuard _guard;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _pace;
    private TimeSpan _waited;
    private MimeException? _lost;

    /// <summary>Guards a body; it is not disposed with this.</summary>
    public GuardedBody(Stream body, BodyGuard guard, TimeProvider clock)
    {
        (_body, _guard, _clock) = (body, guard, clock);
        _pace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
    }

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>True when the body has been read to its end.</summary>
    public bool Ended { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Ended || buffer.IsEmpty)
        {
            return 0;
        }

        // A server's body that has failed once may not be read again.
        if (_lost is not null)
        {
            throw _lost;
        }

        var read = await ReadInTimeAsync(buffer, cancellationToken);
        BytesRead += read;
        Ended = read == 0;
        if (BytesRead > _guard.MaxBytes)
        {
            throw new MimeException(MimeFault.BodyTooLarge, $"The request is larger than {_guard.MaxBytes} bytes.");
        }

        if (_guard.ContentLength is { } length && (BytesRead > length || (Ended && BytesRead < length)))
        {
            throw new MimeException(MimeFault.WrongLength, $"Content-Length says {length} bytes, the body has {(Ended ? "only " : "")}{BytesRead}{(Ended ? "" : " or more")}.");
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pace.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var allowed = _guard.Grace + TimeSpan.FromSeconds(BytesRead / (double)_guard.MinimumBytesPerSecond);
        if (_waited >= allowed)
        {
            throw TooSlow();
        }

        using var linked = cancellationToken.UnsafeRegister(static pace => ((CancellationTokenSource)pace!).Cancel(), _pace);
        var began = _clock.GetTimestamp();
        try
        {
            var reading = _body.ReadAsync(buffer, _pace.Token);
            if (reading.IsCompletedSuccessfully)
            {
                return reading.Result;
            }

            _pace.CancelAfter(allowed - _waited);
            return await reading;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooSlow();
        }
        catch (IOException broken)
        {
            throw _lost = new MimeException(MimeFault.ConnectionLost, $"The connection broke after {BytesRead} bytes: {broken.Message}", broken);
        }
        finally
        {
            _pace.CancelAfter(Timeout.InfiniteTimeSpan);
            _waited += _clock.GetElapsedTime(began);
        }
    }

    private MimeException TooSlow() =>
        new(MimeFault.TooSlow, $"{BytesRead} bytes in {_waited.TotalSeconds:F0} s of waiting: slower than {_guard.MinimumBytesPerSecond} bytes a second.");
}
