using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using SdkNode.Security;

namespace SdkNode.Routing.AddressBook;

/// <summary>
/// DIR-7: reads a whole address book, page by page, under limits of size, number and time. A next link may be relative or absolute
/// but leads nowhere else than where the address book is.
/// </summary>
public sealed class AddressBookClient
{
    private readonly HttpClient _http;
    private readonly AddressBookSource _source;
    private readonly TimeProvider _clock;

    /// <summary>A client over <paramref name="http"/>, which should not follow redirects (see <see cref="CreateHandler"/>).</summary>
    public AddressBookClient(HttpClient http, AddressBookSource source, TimeProvider clock) => (_http, _source, _clock) = (http, source, clock);

    /// <summary>A handler fit for address books: no redirects, no cookies, answers unpacked, connections renewed.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 64 * 1024,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Reads all three resources; a fault in one of them gives nothing of the others.</summary>
    public async Task<Result<AddressBookContent, AddressBookFault>> FetchAsync(CancellationToken cancellationToken)
    {
        var gathering = new Gathering(_source);
        foreach (var resource in AddressBookResources.All)
        {
            if (await FetchAsync(resource, gathering, cancellationToken) is { } fault)
            {
                return fault;
            }
        }

        return gathering.Content();
    }

    private async Task<AddressBookFault?> FetchAsync(AddressBookResource resource, Gathering gathering, CancellationToken cancellationToken)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        Uri? address = new($"{_source.Url.AbsoluteUri.TrimEnd('/')}/{resource.Name()}");
        while (address is not null)
        {
            read.Add(address.AbsoluteUri);
            if (!(await GetAsync(resource, address, gathering.BytesLeft, cancellationToken)).TryGet(out var answer, out var fault)
                || !gathering.Add(resource, answer, read.Count, out fault)
                || !NextLink.Resolve(address, answer.Page.Next, read).TryGet(out var next, out fault))
            {
                return fault with { Detail = $"The answer of {address.AbsoluteUri} {fault.Detail}." };
            }

            address = next.Address;
        }

        return null;
    }

    private async Task<Result<PageAnswer, AddressBookFault>> GetAsync(AddressBookResource resource, Uri address, long bytesLeft, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_source.Timeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("application/vnd.api+json");
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.9));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.1));
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (Refusal(address, response) is { } refusal)
            {
                return refusal;
            }

            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            var most = (int)Math.Min(_source.MaxPageBytes, bytesLeft);
            var octets = await BoundedBody.ReadAsync(body, most, both.Token);
            return octets is null
                ? AddressBookFault.Definite(AddressBookFaultKind.TooLarge, $"is larger than is taken ({most} bytes more)")
                : AddressBookPage.Read(resource, octets).TryGet(out var page, out var wrong) ? new PageAnswer(page, octets.Length) : wrong;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AddressBookFault.Outage($"did not come whole within {_source.Timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException failed)
        {
            return AddressBookFault.Outage(failed.InnerException is AuthenticationException tls ? $"failed in TLS: {tls.Message}" : $"could not be had: {failed.Message}");
        }
        catch (Exception failed) when (failed is IOException or InvalidDataException)
        {
            return AddressBookFault.Outage($"was broken off: {failed.Message}");
        }
    }

    private static AddressBookFault? Refusal(Uri address, HttpResponseMessage response)
    {
        // A handler that follows redirects leaves the address it ended at in the request.
        if (response.RequestMessage?.RequestUri is { } ended && ended != address)
        {
            return Redirected(ended);
        }

        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.OK => null,
            HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => AddressBookFault.Outage($"was status {status}"),
            _ when status is >= 300 and < 400 => Redirected(response.Headers.Location),
            _ when status >= 500 => AddressBookFault.Outage($"was status {status}"),
            _ => AddressBookFault.Definite(AddressBookFaultKind.Refused, $"was status {status}"),
        };
    }

    private static AddressBookFault Redirected(Uri? target) =>
        AddressBookFault.Definite(AddressBookFaultKind.Redirected, $"redirects to '{target}', which is not followed");
}
