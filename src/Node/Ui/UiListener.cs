using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SdkNode.Node.Configuration;
using SdkNode.Node.Limits;

namespace SdkNode.Node.Ui;

/// <summary>The endpoint of browsers: what is served here is served nowhere else, and nothing else is served here.</summary>
internal static class UiListener
{
    private const string Mark = "console";

    // Browsers keep six each; behind a proxy all have its address.
    private const int MostConnections = 1000;
    private const int MostPerAddress = 100;

    /// <summary>Adds the listener to Kestrel. Nobody can take so many connections that partners and clients find none.</summary>
    public static void Add(KestrelServerOptions kestrel, ConsoleSetup setup)
    {
        var gate = new ConnectionGate(MostConnections, setup.Options.BehindProxy ? 0 : MostPerAddress, ("", ""));
        kestrel.Listen(IPAddress.Parse(setup.Options.Listen.Address), setup.Options.Listen.Port, listen =>
        {
            listen.Use(next => async connection =>
            {
                using var place = gate.TryEnter((connection.RemoteEndPoint as IPEndPoint)?.Address, out _);
                if (place is not null)
                {
                    connection.Items[Mark] = true;
                    await next(connection);
                }
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
    }

    /// <summary>Whether the connection came through this listener.</summary>
    public static bool IsUi(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) ?? false;
}
