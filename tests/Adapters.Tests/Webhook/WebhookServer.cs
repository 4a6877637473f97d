using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SdkNode.Adapters.Tests.Webhook;

/// <summary>A request that a webhook got.</summary>
internal sealed record WebhookCall(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>The receiving side of a webhook on loopback, which answers as the test says and remembers what it was told.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookServer(WebApplication app) => _app = app;

    public List<WebhookCall> Calls { get; } = [];

    public string Url => _app.Urls.Single() + "/told?key=s3cret";

    public static async Task<WebhookServer> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.Configure<Microsoft.Extensions.Logging.LoggerFilterOptions>(options => options.MinLevel = Microsoft.Extensions.Logging.LogLevel.None);
        var server = new WebhookServer(builder.Build());
        server._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            server.Calls.Add(new WebhookCall(context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), body.ToArray()));
            await answer(context);
        });
        await server._app.StartAsync();
        return server;
    }

    public static Task<WebhookServer> AnsweringAsync(int status, string? location = null) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        if (location is not null)
        {
            context.Response.Headers.Location = location;
        }

        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
