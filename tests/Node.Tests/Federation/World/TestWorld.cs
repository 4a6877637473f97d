using System.Text.Json.Nodes;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Demo;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// A federation with two real nodes, A and B, and a hand-driven partner: real sockets, mutual TLS, SMP, DNS, CRL and OCSP.
/// Tests that need a node with other settings, keys or time start one of their own in it.
/// </summary>
internal sealed class TestWorld : IAsyncDisposable
{
    private static readonly DevelopmentPkiOptions Small = new() { AuthorityKeyBits = 2048, LeafKeyBits = 2048, LeafKey = KeyPool.Next };

    private readonly TemporaryFolder _folder;
    private readonly Lazy<Task<DevelopmentPki>> _foreign = new(() => DevelopmentPki.StartAsync(Small with { Environment = "OTHER" }, CancellationToken.None));

    private TestWorld(TemporaryFolder folder, DemoServices services)
    {
        (_folder, Services) = (folder, services);
        Capture = new WireCapture(folder.PathOf("wire"));
    }

    public DemoServices Services { get; }

    public WireCapture Capture { get; }

    public DemoNode A { get; private set; } = null!;

    public DemoNode B { get; private set; } = null!;

    public TestPartner Partner { get; private set; } = null!;

    public static async Task<TestWorld> StartAsync(CancellationToken cancellationToken)
    {
        var services = await DemoServices.StartAsync(Small with { Environment = "TEST" }, cancellationToken);
        var world = new TestWorld(new TemporaryFolder(), services);
        var a = world.StartNodeAsync(DemoParty.Kristinehamn, cancellationToken: cancellationToken);
        var b = world.StartNodeAsync(DemoParty.RegionVarmland, cancellationToken: cancellationToken);
        var partner = world.StartPartnerAsync("arvika", cancellationToken);
        (world.A, world.B, world.Partner) = (await a, await b, await partner);

        // Names are there for whoever looks first.
        await Task.WhenAll(new[] { world.A, world.B }.Select(node => node.Get<AddressBookSync>().SyncAsync(DemoServices.Environment, acceptShrunken: false, cancellationToken)));
        return world;
    }

    /// <summary>A municipality that nobody has heard of before.</summary>
    public static DemoParty NewParty(string name)
    {
        var unique = $"{name}{Guid.NewGuid().ToString("N")[..6]}";
        return new DemoParty(unique, $"0203:{unique}.example", name, $"{unique}.registratur", $"AP-{unique}-TEST");
    }

    /// <summary>The PKI of another environment of the federation.</summary>
    public Task<DevelopmentPki> ForeignPkiAsync() => _foreign.Value;

    /// <summary>Starts a node of the test's own, which the test stops.</summary>
    /// <param name="party">Whose it is.</param>
    /// <param name="adjust">Changes the settings of its environment.</param>
    /// <param name="keys">Its keys, where it has others than its own.</param>
    /// <param name="clock">Its time.</param>
    /// <param name="settings">Changes all of its settings.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<DemoNode> StartNodeAsync(
        DemoParty party, Action<JsonObject>? adjust = null, DemoKeys? keys = null, TimeProvider? clock = null, Action<JsonObject>? settings = null, CancellationToken cancellationToken = default)
    {
        TokenKeys.Lay(Path.Combine(_folder.PathOf(party.Letter), "data"));
        var node = new DemoNode(party, _folder.PathOf(party.Letter), Services, Capture, written => Adjust(written, adjust, settings))
        {
            GivenKeys = keys,
            Clock = clock ?? TimeProvider.System,
            HasConsole = party == DemoParty.Kristinehamn || party == DemoParty.RegionVarmland,
        };
        try
        {
            await node.StartAsync(cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>A node of the test's own as a process of its own, to be started and disposed by the test.</summary>
    /// <param name="party">Whose it is.</param>
    /// <param name="settings">Changes all of its settings.</param>
    /// <param name="prefix">Goes before the program, for one that watches it.</param>
    /// <param name="dataFolder">Where its data goes; left out: beside its settings.</param>
    public NodeProcess Process(DemoParty party, Action<JsonObject>? settings = null, IReadOnlyList<string>? prefix = null, string? dataFolder = null)
    {
        var data = dataFolder ?? Path.Combine(_folder.PathOf(party.Letter), "data");
        TokenKeys.Lay(data);
        return new NodeProcess(party, _folder.PathOf(party.Letter), Services, written => Adjust(written, null, all =>
        {
            all["DataFolder"] = data;
            settings?.Invoke(all);
        }))
        {
            Prefix = prefix ?? [],
            DataFolder = data,
        };
    }

    /// <summary>Starts a partner of the test's own, registered in the federation, which the test stops.</summary>
    public async Task<TestPartner> StartPartnerAsync(string name, CancellationToken cancellationToken)
    {
        var partner = await TestPartner.StartAsync(NewParty(name), Services.Pki, cancellationToken);
        Services.Publish(partner.Party, partner.Keys, partner.Address);
        return partner;
    }

    /// <summary>What crossed the wire to a party's node.</summary>
    public IEnumerable<CapturedExchange> ExchangesTo(DemoParty party) => Capture.Exchanges.Where(exchange => exchange.Receiver == party);

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await Partner.DisposeAsync();
        await Services.DisposeAsync();
        if (_foreign.IsValueCreated)
        {
            await (await _foreign.Value).DisposeAsync();
        }

        _folder.Dispose();
    }

    // Three tries, milliseconds apart.
    private static void Adjust(JsonObject settings, Action<JsonObject>? adjust, Action<JsonObject>? adjustAll)
    {
        var environment = settings.DemoEnvironment();
        environment["Retry"] = new JsonObject { ["Attempts"] = 3, ["Span"] = "00:00:00.030" };
        environment["UnregisteredSender"] = new JsonObject { ["Answers"] = 2, ["Span"] = "00:00:00.030" };

        // Parties come and go while the tests run: an address that the copy lacks is always asked for afresh.
        environment["AddressBook"]!["RefreshAge"] = "00:00:00";

        // However full the disk of the machine that runs the tests is.
        settings["MinFreeBytes"] = 0;
        adjust?.Invoke(environment);
        adjustAll?.Invoke(settings);
    }
}
