using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SdkNode.Adapters.Contract;

namespace SdkNode.Adapters.Webhook;

/// <summary>
/// Tells a URL that something has arrived: ids and times, never content. Whoever is told fetches the message through the API.
/// Any answer but 2xx is tried again, 404 and 410 too: nothing that a server says makes a message unimportant.
/// </summary>
public sealed class WebhookAdapter(HttpMessageInvoker http, WebhookTarget target, TimeProvider clock) : IArrivalAdapter
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

    /// <inheritdoc/>
    public async Task<DeliveryOutcome> DeliverAsync(ArrivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var request = Request(message);
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

    private HttpRequestMessage Request(ArrivedMessage message)
    {
        var body = Notice(message);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = content };
        request.Headers.Add("SdkNode-Signature", NoticeSigner.Sign(target.Secret, clock.GetUtcNow(), body));
        request.Headers.Add("SdkNode-Delivery", message.DeliveryId.ToString("D"));
        return request;
    }

    private static byte[] Notice(ArrivedMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, ContractWriter.Options);
        json.WriteStartObject();
        json.WriteString("type", "sdk.message.arrived");
        json.WriteString("environment", message.Environment);
        json.WriteString("participant", message.Participant);
        json.WriteString("functionalAddress", message.FunctionalAddress);
        json.WriteString("messageId", message.MessageId.Value);
        json.WriteString("arrivalDateTime", ContractWriter.Timestamp(message.ArrivedAt));
        ContractWriter.Optional(json, "link", message.Link?.AbsoluteUri);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }
}
