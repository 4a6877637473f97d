using System.Net;
using System.Net.Http.Headers;

namespace SdkNode.Adapters.Webhook;

/// <summary>
/// Posts a signed JSON document to a URL. Any answer but 2xx is to be tried again, 404 and 410 too: nothing that a server says makes
/// what it was told unimportant.
/// </summary>
public sealed class WebhookPost(HttpMessageInvoker http, WebhookTarget target, TimeProvider clock)
{
    private const string Remedy = "See whether the webhook's server runs and its URL in the settings is right.";

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The HTTP client for webhooks: no redirects, no cookies, answers hardly read.</summary>
    public static HttpMessageInvoker CreateHttp() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 16 * 1024,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    /// <summary>Posts it.</summary>
    /// <param name="deliveryId">The same for every try of one delivery.</param>
    /// <param name="body">The JSON document.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<DeliveryOutcome> SendAsync(Guid deliveryId, byte[] body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var request = Request(deliveryId, body);
        using var limit = new CancellationTokenSource(Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var answer = await http.SendAsync(request, both.Token);
            return Judge(answer.StatusCode);
        }
        catch (HttpRequestException e)
        {
            return new DeliveryOutcome.TryAgain($"The webhook at {target.Host} can't be reached: {e.HttpRequestError}.", e.HttpRequestError == HttpRequestError.SecureConnectionError
                ? "Give the webhook's server a certificate that this machine trusts and that names the host."
                : Remedy);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.TryAgain($"The webhook at {target.Host} did not answer in {Timeout.TotalSeconds:0.#} s.", Remedy);
        }
    }

    private DeliveryOutcome Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new DeliveryOutcome.Delivered($"The webhook at {target.Host} was told."),
        >= 300 and < 400 => new DeliveryOutcome.TryAgain($"The webhook at {target.Host} answered {(int)status}: redirects are not followed.", "Put the URL that is meant in the settings."),
        401 or 403 => new DeliveryOutcome.TryAgain($"The webhook at {target.Host} answered {(int)status}.", "See whether both sides have the same secret and the right time."),
        _ => new DeliveryOutcome.TryAgain($"The webhook at {target.Host} answered {(int)status}.", Remedy),
    };

    private HttpRequestMessage Request(Guid deliveryId, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = content };
        request.Headers.Add("SdkNode-Signature", NoticeSigner.Sign(target.Secret, clock.GetUtcNow(), body));
        request.Headers.Add("SdkNode-Delivery", deliveryId.ToString("D"));
        return request;
    }
}
