using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Demo;

/// <summary>One node of the demo, started from its settings file exactly as <c>sdknode run</c> would.</summary>
internal sealed class DemoNode(DemoParty party, string folder, DemoServices services, WireCapture capture, Action<JsonObject>? adjust = null) : IAsyncDisposable
{
    private const int FirstPort = 12_000;
    private const int LastPort = 18_000;

    private static int s_nextPort = Random.Shared.Next(FirstPort, LastPort - 2_000);

    private readonly DemoFolder _files = new(folder, adjust);
    private DemoKeys? _keys;
    private NodeHost? _host;
    private readonly int _apiPort = FreePort();
    private readonly int _consolePort = FreePort();
    private int _port = FreePort();

    /// <summary>Whose node it is.</summary>
    public DemoParty Party => party;

    /// <summary>The settings file.</summary>
    public string SettingsPath => _files.SettingsPath;

    /// <summary>The keys.</summary>
    public DemoKeys Keys => _keys ?? throw new InvalidOperationException("The node has not been started.");

    /// <summary>Where partners reach it; of a stopped node, where they did.</summary>
    public Uri Address => new($"https://127.0.0.1:{_port}/");

    /// <summary>Where clients reach its API.</summary>
    public Uri ApiAddress => new($"http://localhost:{_apiPort}/");

    /// <summary>Whether it has pages for people.</summary>
    public bool HasConsole { get; init; }

    /// <summary>Where browsers reach its pages.</summary>
    public Uri ConsoleAddress => new($"http://localhost:{_consolePort}/");

    /// <summary>The keys of a node that has other ones than the demo's PKI would give it.</summary>
    public DemoKeys? GivenKeys { get; init; }

    /// <summary>Where partners are told to reach it, where that is in front of it.</summary>
    public Uri? Front { get; init; }

    /// <summary>The time that the node goes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _host is not null;

    /// <summary>The store of the running node.</summary>
    public MessageStore Store => Get<MessageStore>();

    /// <summary>The content of the running node.</summary>
    public ContentStore Content => Get<ContentStore>();

    /// <summary>A service of the running node.</summary>
    public T Get<T>()
        where T : notnull => (_host ?? throw new InvalidOperationException($"The node of {party.Name} is stopped.")).Services.GetRequiredService<T>();

    /// <summary>Makes keys and settings at the first start, starts the node and registers its address.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _keys ??= GivenKeys ?? await DemoKeys.IssueAsync(services.Pki, party, cancellationToken);
        _files.Write(party, _keys, services.Pki, services, new DemoPorts(_port, _apiPort, HasConsole ? _consolePort : null));
        var faults = new List<ConfigurationFault>();
        var settings = SettingsFile.Read(_files.SettingsPath, faults);
        IReadOnlyList<ConfigurationFault> all = faults;
        if (settings is not null)
        {
            (_host, all) = await NodeHost.StartAsync(settings, Hosting(), cancellationToken);
        }

        if (_host is null)
        {
            throw new InvalidOperationException($"The demo's node of {party.Name} did not start: {string.Join("; ", all)}");
        }

        _port = _host.Addresses[0].Port;
        services.Publish(party, _keys, Front ?? _host.Addresses[0]);
    }

    /// <summary>Stops the node; its files stay.</summary>
    public async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _keys?.Dispose();
    }

    private NodeHosting Hosting() => new(
        Development: true,
        logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Quartz", LogLevel.Error).AddFilter("Microsoft", LogLevel.Error).AddProvider(new FileLog(Path.Combine(folder, "node.log"))))
    {
        Clock = Clock,
        AroundPartners = (context, next) => capture.AroundAsync(party, context, next),
    };

    // Known before the start, because the API's tokens name it. Below those that the system gives to outgoing connections: one of them would
    // take a port over that is free for the moment before the node listens, or while it is stopped.
    private static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref s_nextPort);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) when (port < LastPort)
            {
                // Somebody has it.
            }
        }
    }
}
