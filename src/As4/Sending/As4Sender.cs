using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

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
    /// <exception cref="ArgumentException">The transmission contradicts itself.</exception>
    public async Task<As4SendOutcome> SendAsync(As4Transmission transmission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transmission);
        using var packed = PackedRequest.Pack(transmission, _clock);
        using var request = new HttpRequestMessage(HttpMethod.Post, transmission.Endpoint)
        {
            Content = packed.Content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var limit = new CancellationTokenSource(TimeAllowed(transmission), _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, linked.Token);
            var answer = await HttpAnswer.ReadAsync(response, transmission.Options.MaxAnswerBytes, linked.Token);
            var outcome = await new AnswerJudge(transmission, packed.References).JudgeAsync(answer, linked.Token);
            return outcome with { RequestFullySent = packed.Content.FullySent, HttpStatus = answer.Status, Answer = answer.Body };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(packed, As4SendFailure.TimedOut, $"No answer within {TimeAllowed(transmission).TotalSeconds:F0} s.");
        }
        catch (HttpRequestException fault)
        {
            var kind = NeverConnected(fault) ? As4SendFailure.NotConnected : As4SendFailure.ConnectionLost;
            return Failed(packed, kind, Explain(fault));
        }
        catch (SocketException fault)
        {
            // .NET lets it through where the peer has gone before the new connection is looked at.
            return Failed(packed, As4SendFailure.NotConnected, $"The receiving access point could not be reached: {fault.Message}.");
        }
        catch (IOException fault)
        {
            return Failed(packed, As4SendFailure.ConnectionLost, fault.Message);
        }
    }

    private static TimeSpan TimeAllowed(As4Transmission transmission) =>
        transmission.Options.AnswerTimeout
        + TimeSpan.FromSeconds(transmission.Payloads.Sum(payload => payload.Length) / (double)transmission.Options.MinimumBytesPerSecond);

    private static bool NeverConnected(HttpRequestException fault) => IsUntrusted(fault) || fault.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // Whoever made the connections has judged the peer's certificate after the handshake, before anything was sent.
    private static bool IsUntrusted(HttpRequestException fault) => fault.InnerException is AuthenticationException;

    // What an admin reads. A peer that refuses our client certificate only closes the connection, so that is said too.
    private static string Explain(HttpRequestException fault)
    {
        var cause = (fault.InnerException ?? fault).Message.TrimEnd('.');
        return fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"The name of the receiving access point has no address: {cause}.",
            HttpRequestError.ConnectionError => $"The receiving access point could not be reached: {cause}.",
            _ when IsUntrusted(fault) => $"No TLS connection with the receiving access point: {cause}.",
            HttpRequestError.SecureConnectionError => $"No TLS connection with the receiving access point: {cause}.",
            HttpRequestError.ResponseEnded => $"The receiving access point closed the connection without an answer: {cause}. If it does so every time, it may not accept our TLS client certificate.",
            _ => $"The connection to the receiving access point failed: {cause}.",
        };
    }

    private static As4Failed Failed(PackedRequest packed, As4SendFailure failure, string reason) =>
        new(failure, reason) { References = packed.References, RequestFullySent = packed.Content.FullySent };
}
