using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkNode.As4.Receiving;

namespace SdkNode.As4.Tests.Support;

/// <summary>An access point behind a real Kestrel socket, wired as the node does it.</summary>
internal sealed class LoopbackAccessPoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackAccessPoint(WebApplication app) => _app = app;

    public RecordingConsumer Consumer { get; } = new();

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>Headers and body of the last request.</summary>
    public (string? ContentType, long? Length, byte[] Body) Last { get; private set; }

    /// <summary>Answers in the receiver's place, or gives null to let it.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Changes answers on their way out; null: the connection is cut instead.</summary>
    public Func<As4HttpResponse, As4HttpResponse?> OnAnswer { get; set; } = answer => answer;

    /// <summary>Whether request bodies are kept in <see cref="Last"/>.</summary>
    public bool Captures { get; set; } = true;

    public static async Task<LoopbackAccessPoint> StartAsync(As4Receiver receiver)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var point = new LoopbackAccessPoint(builder.Build());
        point._app.Run(context => point.HandleAsync(context, receiver));
        await point._app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = point._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        point.Endpoint = new Uri(addresses.Addresses.First() + "/as4");
        return point;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context, As4Receiver receiver)
    {
        if (await Before(context))
        {
            return;
        }

        var body = context.Request.Body;
        if (Captures)
        {
            var copy = new MemoryStream();
            await body.CopyToAsync(copy, context.RequestAborted);
            Last = (context.Request.ContentType, context.Request.ContentLength, copy.ToArray());
            copy.Position = 0;
            body = copy;
        }

        var request = new As4HttpRequest(context.Request.ContentType, context.Request.ContentLength, body, null, context.Connection.RemoteIpAddress?.ToString());
        if (OnAnswer(await receiver.ReceiveAsync(request, Consumer, context.RequestAborted)) is not { } answer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (answer.CloseConnection)
        {
            context.Response.Headers.Connection = "close";
        }

        if (answer.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
