using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Ui;

/// <summary>The endpoint of browsers: what is served here is served nowhere else, and nothing else is served here.</summary>
internal static class UiListener
{
    private const string Mark = "console";

    /// <summary>Adds the listener to Kestrel.</summary>
    public static void Add(KestrelServerOptions kestrel, ConsoleSetup setup) =>
        kestrel.Listen(IPAddress.Parse(setup.Options.Listen.Address), setup.Options.Listen.Port, listen =>
        {
            listen.Use(next => connection =>
            {
                connection.Items[Mark] = true;
                return next(connection);
            });
            if (setup.Tls is { } key)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = key.Certificate;
                    https.ServerCertificateChain = [.. key.Chain];
                });
            }
        });

    /// <summary>Whether the connection came through this listener.</summary>
    public static bool IsUi(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) ?? false;
}
