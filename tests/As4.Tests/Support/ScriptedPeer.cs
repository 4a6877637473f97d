using System.Net;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;

namespace SdkNode.As4.Tests.Support;

/// <summary>A peer without a network: each request is received by B and the answer may be changed.</summary>
internal sealed class ScriptedPeer(As4Receiver receiver, RecordingConsumer consumer) : HttpMessageHandler
{
    public Func<As4HttpResponse, As4HttpResponse> OnAnswer { get; set; } = answer => answer;

    /// <summary>Answers in the receiver's place.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? Instead { get; set; }

    public List<byte[]> Requests { get; } = [];

    public string? ContentType { get; private set; }

    public static ScriptedPeer Of(AccessPoints parties, RecordingConsumer? consumer = null) => new(parties.Receiver(), consumer ?? new RecordingConsumer());

    public Task<As4SendOutcome> SendAsync(As4Transmission transmission, TimeProvider? clock = null) =>
        new As4Sender(new HttpMessageInvoker(this, disposeHandler: false), clock ?? TimeProvider.System).SendAsync(transmission, TestContext.Current.CancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        ContentType = request.Content.Headers.ContentType!.ToString();
        Requests.Add(body);
        if (Instead is not null)
        {
            return await Instead(request, cancellationToken);
        }

        var received = new As4HttpRequest(ContentType, request.Content.Headers.ContentLength, new MemoryStream(body), null, "test");
        return ToHttp(OnAnswer(await receiver.ReceiveAsync(received, consumer, cancellationToken)));
    }

    public static HttpResponseMessage ToHttp(As4HttpResponse answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(answer.Body.ToArray()) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(wait);
        }

        return response;
    }
}
