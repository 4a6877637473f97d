using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SdkNode.Crash.Mail;
using SdkNode.Crash.Network;
using SdkNode.Node.Demo;
using SdkNode.Testing;

namespace SdkNode.Crash.Federation;

/// <summary>One side: a municipality with its nodes, its store, its case system, and the line by which partners reach it.</summary>
internal sealed class Municipality : IAsyncDisposable
{
    private readonly DemoKeys _keys;
    private readonly RSA _clientKey = RSA.Create(2048);

    private Municipality(DemoParty party, DemoKeys keys, SideStore store, IReadOnlyList<NodeProcess> nodes, Line line) =>
        (Party, _keys, Store, Nodes, Line) = (party, keys, store, nodes, line);

    /// <summary>Who it is.</summary>
    public DemoParty Party { get; }

    /// <summary>Its messages.</summary>
    public SideStore Store { get; }

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<NodeProcess> Nodes { get; }

    /// <summary>The line to it.</summary>
    public Line Line { get; }

    /// <summary>Its case system.</summary>
    public CaseSystem CaseSystem { get; private set; } = null!;

    /// <summary>Writes settings, starts the nodes and the line, publishes the line's address, registers the case system.</summary>
    public static async Task<Municipality> StartAsync(DemoParty party, string folder, SideStore store, DemoServices services, Chance chance, CancellationToken cancellationToken)
    {
        var keys = await DemoKeys.IssueAsync(services.Pki, party, cancellationToken);
        NodeProcess[] nodes = [.. Enumerable.Range(1, store.Nodes).Select(number => new NodeProcess(Path.Combine(folder, $"node{number}"), Ports.Take(), Ports.Take()))];
        foreach (var node in nodes)
        {
            new DemoFolder(Path.GetDirectoryName(node.Settings)!, settings => Adjust(settings, store)).Write(party, keys, services.Pki, services, new DemoPorts(node.PartnerPort, node.ApiPort));
        }

        var relayKey = await services.Pki.Tls.IssueAsync($"relay-{party.Letter}.example", new() { DnsNames = ["localhost", "127.0.0.1"] }, cancellationToken);
        var relay = await Relay.StartAsync(party.Letter, relayKey, [.. nodes.Select(known => known.PartnerPort)], chance, cancellationToken);
        var line = Line.Start(party.Letter, [.. nodes.Select(known => known.PartnerPort)], relay, chance);
        services.Publish(party, keys, line.Address);
        var made = new Municipality(party, keys, store, nodes, line);
        foreach (var each in nodes)
        {
            each.Start(new NodeStart(TimeSpan.Zero));
            await each.Ready.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        }

        made.CaseSystem = await CaseSystem.RegisterAsync(party, nodes, made._clientKey, Path.Combine(folder, "client.pub"), cancellationToken);
        return made;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Line.DisposeAsync();
        CaseSystem?.Dispose();
        _clientKey.Dispose();
        _keys.Dispose();
    }

    // Tries enough for any outage of this run, the first of them early: no message may fail for a good reason.
    private static void Adjust(JsonObject settings, SideStore store)
    {
        store.Settle(settings);
        settings["Api"]!["Tokens"] = new JsonObject { ["Lifetime"] = "00:30:00" };
        var environment = settings["Environments"]![0]!;
        environment["Transport"] = new JsonObject { ["BreakerFailures"] = 0 };
        environment["Retry"] = new JsonObject { ["Attempts"] = 11, ["Span"] = "00:45:00" };
        environment["AddressBook"]!["SyncInterval"] = "1.00:00:00";
    }
}
