using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using SdkNode.Security.Certificates;

namespace SdkNode.Crash.Network;

/// <summary>
/// Sends requests twice. Inside TLS a recorded request cannot be replayed, so the relay ends TLS with a certificate of its own
/// from the federation's authority, as an organisation's reverse proxy does; AS4's signature and encryption go through untouched. It
/// holds a request whole, and sends it twice at once, or again later, or loses or halves the answer, which makes the sender send again.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Transfer-Encoding", "Content-Length", "Expect" };

    private readonly string _name;
    private readonly int[] _targets;
    private readonly Chance _chance;
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly KeyPair _key;
    private long _requests;
    private volatile bool _calm;

    private Relay(string name, KeyPair key, int[] targets, Chance chance)
    {
        (_name, _targets, _chance, _key) = (name, targets, chance, key);
        var own = SslStreamCertificateContext.Create(key.Certificate, [.. key.Chain], offline: true);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromSeconds(20),
            SslOptions = { ClientCertificateContext = own, RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Issuer == key.Certificate.Issuer },
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = key.Certificate;
                https.ServerCertificateChain = [.. key.Chain];
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = static (_, _, _) => true;
            }));
        });
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Starts it.</summary>
    public static async Task<Relay> StartAsync(string name, KeyPair key, int[] targets, Chance chance, CancellationToken cancellationToken)
    {
        var relay = new Relay(name, key, targets, chance);
        await relay._app.StartAsync(cancellationToken);
        return relay;
    }

    /// <summary>From now on every request is passed on once.</summary>
    public void Calm() => _calm = true;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        using (var now = new CancellationTokenSource())
        {
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
        }

        await _app.DisposeAsync();
        _http.Dispose();
        _key.Dispose();
        _stop.Dispose();
    }

    private static RelayPlan Draw(Random random) => random.Next(10) switch
    {
        < 3 => RelayPlan.TwiceAtOnce,
        < 5 => RelayPlan.AgainLater,
        < 6 => RelayPlan.AnswerLost,
        < 7 => RelayPlan.AnswerHalved,
        _ => RelayPlan.Once,
    };

    private async Task ServeAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _requests);
        var random = _chance.Of($"relay {_name}", number);
        var plan = _calm ? RelayPlan.Once : Draw(random);
        var headers = context.Request.Headers.Where(header => !OfConnection.Contains(header.Key)).Select(header => (header.Key, Value: header.Value.ToString())).ToList();
        var path = context.Request.Path.ToString();
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var octets = body.ToArray();
            NetworkCounts.Add(plan switch
            {
                RelayPlan.TwiceAtOnce => "request sent twice at once",
                RelayPlan.AgainLater => "request sent again later",
                RelayPlan.AnswerLost => "answer lost",
                RelayPlan.AnswerHalved => "answer halved",
                _ => "request relayed",
            });
            Task<Answer> SendAsync(int which) => PassOnAsync(path, headers, octets, (int)(number + which) % _targets.Length, _stop.Token);
            var first = SendAsync(0);
            if (plan == RelayPlan.TwiceAtOnce)
            {
                var second = SendAsync(1);
                Forget(second);
                first = await Task.WhenAny(first, second);
            }

            var answer = await first;
            if (plan == RelayPlan.AgainLater)
            {
                Forget(LaterAsync(TimeSpan.FromMilliseconds(random.Next(20, 4_000)), () => SendAsync(1)));
            }

            await AnswerAsync(context, plan, answer);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or BadHttpRequestException)
        {
            // The node is down or the sender is gone: cut, as a proxy would do.
            context.Abort();
        }
    }

    private static async Task AnswerAsync(HttpContext context, RelayPlan plan, Answer answer)
    {
        if (plan == RelayPlan.AnswerLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (plan == RelayPlan.AnswerHalved)
        {
            await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private async Task<Answer> PassOnAsync(string path, List<(string Key, string Value)> headers, byte[] body, int target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://127.0.0.1:{_targets[target]}{path}") { Content = new ByteArrayContent(body) };
        foreach (var (key, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(key, value))
            {
                request.Content.Headers.TryAddWithoutValidation(key, value);
            }
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task LaterAsync(TimeSpan wait, Func<Task> act)
    {
        await Task.Delay(wait, _stop.Token);
        await act();
    }

    // What becomes of a duplicate is the receiver's business; its fault is nobody's.
    private static void Forget(Task task) => task.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private sealed record Answer(int Status, string? ContentType, byte[] Body);
}
