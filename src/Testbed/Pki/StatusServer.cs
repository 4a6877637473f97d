using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SdkNode.Testbed.Pki;

/// <summary>Serves CRLs and OCSP answers over http on a free loopback port, or imitates the lack of them.</summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private AuthorityFactory? _authorities;
    private int _requests;

    private StatusServer(WebApplication web) => _web = web;

    public Uri BaseAddress { get; private set; } = null!;

    public bool CrlAvailable { get; set; } = true;

    public bool OcspAvailable { get; set; } = true;

    public TimeSpan Delay { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    public static async Task<StatusServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var server = new StatusServer(builder.Build());
        server.Map();
        await server._web.StartAsync(cancellationToken);
        var addresses = server._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.BaseAddress = new Uri(addresses.Single() + "/");
        return server;
    }

    public void Serve(AuthorityFactory authorities) => _authorities = authorities;

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private void Map()
    {
        _web.MapGet("/crl/{id}.crl", (HttpContext context, string id) =>
            AnswerAsync(context, id, CrlAvailable, "application/pkix-crl", node => CrlAnswer.Make(node, _authorities!.Options)));
        _web.MapPost("/ocsp/{id}", async (HttpContext context, string id) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await AnswerAsync(context, id, OcspAvailable, "application/ocsp-response", node => OcspAnswer.Make(node, body.ToArray(), _authorities!.Options));
        });
    }

    private async Task AnswerAsync(HttpContext context, string id, bool available, string contentType, Func<AuthorityNode, byte[]> make)
    {
        Interlocked.Increment(ref _requests);
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, context.RequestAborted);
        }

        if (!available)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (_authorities?.Find(id) is not { } node)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var answer = make(node);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }
}
