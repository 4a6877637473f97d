using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Api;

/// <summary>The endpoint of case systems, apart from that of partners: what is served here is served nowhere else.</summary>
internal static class ApiListener
{
    private const string Mark = "api";

    /// <summary>Adds the listener to Kestrel.</summary>
    public static void Add(KestrelServerOptions kestrel, ApiSetup api, IServiceProvider services)
    {
        var limits = services.GetRequiredService<ClientLimits>();
        kestrel.Listen(IPAddress.Parse(api.Options.Listen.Address), api.Options.Listen.Port, listen =>
        {
            listen.Use(next => async connection =>
            {
                using var place = await limits.ConnectAsync((connection.RemoteEndPoint as IPEndPoint)?.Address);
                if (place is not null)
                {
                    connection.Items[Mark] = true;
                    await next(connection);
                }
            });
            if (api.Tls is { } key)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = key.Certificate;
                    https.ServerCertificateChain = [.. key.Chain];
                });
            }
        });
    }

    /// <summary>Whether the connection came through this listener.</summary>
    public static bool IsApi(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) ?? false;
}
