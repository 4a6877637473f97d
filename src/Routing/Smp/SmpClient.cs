using System.Net;
using System.Security.Authentication;
using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-2: gets documents from an SMP, under limits of size and time. Believes nothing that they say.</summary>
public sealed class SmpClient
{
    private readonly HttpClient _http;
    private readonly RoutingEnvironment _environment;
    private readonly TimeProvider _clock;

    /// <summary>
    /// A client over <paramref name="http"/>, which should not follow redirects (see <see cref="CreateHandler"/>); one that was
    /// followed to another address is refused all the same.
    /// </summary>
    public SmpClient(HttpClient http, RoutingEnvironment environment, TimeProvider clock) =>
        (_http, _environment, _clock) = (http, environment, clock);

    /// <summary>A handler fit for SMPs: no redirects, no cookies, bounded headers, connections renewed so that DNS changes are seen.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 64 * 1024,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>The document at <paramref name="address"/>: 404 is final, 5xx, timeouts and TLS faults are outages.</summary>
    public async Task<Result<XmlTree, RoutingFault>> GetAsync(Uri address, LookupTrace? trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var limit = new CancellationTokenSource(_environment.SmpTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var result = await TryGetAsync(address, both.Token, cancellationToken);
        if (result.IsOk)
        {
            trace?.Ok("SMP answer", $"GET {address.AbsoluteUri}", $"200 OK, {result.Value.Root.Name.LocalName}");
        }
        else
        {
            trace?.Refuse("SMP answer", $"GET {address.AbsoluteUri}", result.Fault);
        }

        return result;
    }

    private async Task<Result<XmlTree, RoutingFault>> TryGetAsync(Uri address, CancellationToken limited, CancellationToken callers)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/xml, text/xml");
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited);
            if (Refusal(address, response) is { } refusal)
            {
                return refusal;
            }

            await using var body = await response.Content.ReadAsStreamAsync(limited);
            var limits = XmlLimits.Header with { MaxBytes = _environment.MaxMetadataBytes };
            var read = await XmlTree.ReadAsync(body, limits, limited);
            return read.IsOk ? read.Value : Unreadable(address, read.Fault);
        }
        catch (OperationCanceledException) when (!callers.IsCancellationRequested)
        {
            return Unavailable(address, $"did not answer within {_environment.SmpTimeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException failed)
        {
            return Unavailable(address, failed.InnerException is AuthenticationException tls ? $"failed in TLS: {tls.Message}" : $"could not be reached: {failed.Message}");
        }
        catch (IOException failed)
        {
            return Unavailable(address, $"broke off its answer: {failed.Message}");
        }
    }

    private static RoutingFault? Refusal(Uri address, HttpResponseMessage response)
    {
        // A handler that follows redirects leaves the address it ended at in the request.
        if (response.RequestMessage?.RequestUri is { } ended && ended != address)
        {
            return Redirected(address, ended);
        }

        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.OK => null,
            HttpStatusCode.NotFound => RoutingFault.Definite(RoutingFaultKind.ServiceNotRegistered, $"The SMP has nothing at {address.AbsoluteUri} (404): the participant is not registered for the document type."),
            HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => Unavailable(address, $"answered {status}"),
            _ when status is >= 300 and < 400 => Redirected(address, response.Headers.Location),
            _ when status >= 500 => Unavailable(address, $"answered {status}"),
            _ => RoutingFault.Definite(RoutingFaultKind.SmpRefused, $"The SMP answered {status} to GET {address.AbsoluteUri}."),
        };
    }

    private static RoutingFault Redirected(Uri address, Uri? target) => RoutingFault.Definite(
        RoutingFaultKind.Redirected,
        $"The SMP redirects {address.AbsoluteUri} to '{target}'; redirects are not followed.");

    private static RoutingFault Unavailable(Uri address, string what) =>
        RoutingFault.Outage(RoutingFaultKind.SmpUnavailable, $"The SMP at {address.AbsoluteUri} {what}.");

    private RoutingFault Unreadable(Uri address, XmlFault fault) => fault.Kind == XmlFaultKind.LimitExceeded
        ? RoutingFault.Definite(RoutingFaultKind.MetadataTooLarge, $"The answer of {address.AbsoluteUri} exceeds a limit (at most {_environment.MaxMetadataBytes} bytes): {fault.Detail}")
        : RoutingFault.Definite(RoutingFaultKind.MetadataMalformed, $"The answer of {address.AbsoluteUri} is no acceptable XML: {fault.Detail}");
}
