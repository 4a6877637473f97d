using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Api;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Health;
using SdkNode.Node.Inbound;
using SdkNode.Node.Jobs;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Limits;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Telemetry;
using SdkNode.Node.Ui;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>How a node is hosted beside what its settings say.</summary>
/// <param name="Development">Whether development certificates are accepted.</param>
/// <param name="Logging">Sets up logging.</param>
internal sealed record NodeHosting(bool Development, Action<ILoggingBuilder> Logging)
{
    /// <summary>Whether the process was started for development: <c>DOTNET_ENVIRONMENT=Development</c>.</summary>
    public static bool IsDevelopment => System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Development";

    /// <summary>The time; tests set it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Runs around every partner's request; the demo writes down what crosses the wire.</summary>
    public Func<HttpContext, RequestDelegate, Task> AroundPartners { get; init; } = static (context, next) => next(context);
}

/// <summary>One running node: listeners, flows, schedule, store.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NodeSetup _setup;
    private readonly DataFolderLock _lock;
    private bool _stopped;

    private NodeHost(WebApplication app, NodeSetup setup, DataFolderLock folder) => (_app, _setup, _lock) = (app, setup, folder);

    /// <summary>The services, for the command line and the demo.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The addresses that partners reach, as bound.</summary>
    public IReadOnlyList<Uri> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Where(address => address.StartsWith("https://", StringComparison.Ordinal)).Select(address => new Uri(address))];

    /// <summary>Checks the settings and starts the node; or gives every fault at once and starts nothing.</summary>
    public static async Task<(NodeHost? Host, IReadOnlyList<ConfigurationFault> Faults)> StartAsync(Settings settings, NodeHosting hosting, CancellationToken cancellationToken)
    {
        var certificates = new CertificateVerifier(new RevocationChecker(StatusConnections.CreateClient(), hosting.Clock), hosting.Clock);
        var (setup, wrong) = await new SetupBuilder(settings, certificates, hosting.Development).BuildAsync(cancellationToken);
        List<ConfigurationFault> faults = [.. wrong, .. StartChecks.Ports(settings.Options), .. StartChecks.DataFolder(settings.Store)];
        if (setup is null || faults.Count > 0)
        {
            setup?.Dispose();
            return (null, faults);
        }

        var (host, fault) = await StartAsync(setup, hosting, certificates, cancellationToken);
        if (fault is null)
        {
            return (host, []);
        }

        setup.Dispose();
        return (null, [fault]);
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public static async Task WaitAsync(CancellationToken asked) => await Task.Delay(Timeout.InfiniteTimeSpan, asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>
    /// Stops: not ready, then closed, then cut (<see cref="Drain"/>). Requests and work that run may end within the time that the settings
    /// give them; what is cancelled then is given back and done after the next start.
    /// </summary>
    /// <param name="atOnce">Cancelled: without waiting for anything.</param>
    public async Task StopAsync(CancellationToken atOnce)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        var drain = Services.GetRequiredService<Drain>();

        // 1. Say that we are going, and serve on for as long as balancers take to notice.
        drain.Begin();
        await Task.Delay(_setup.Stop.DrainDelay, atOnce).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // 2. Claim nothing and listen no more; what runs goes on until it has ended or its time is over.
        drain.Close(_setup.Stop.DrainTime);
        using var cut = atOnce.Register(drain.CutNow);
        try
        {
            await _app.StopAsync(drain.Cut);
        }
        catch (OperationCanceledException) when (drain.Cut.IsCancellationRequested)
        {
            // 3. Its time is over: the connections are cut, the work was given back.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _setup.Dispose();
        _lock.Dispose();
    }

    private static async Task<(NodeHost? Host, ConfigurationFault? Fault)> StartAsync(NodeSetup setup, NodeHosting hosting, CertificateVerifier certificates, CancellationToken cancellationToken)
    {
        DataFolderLock? folder = null;
        try
        {
            folder = DataFolderLock.TryTake(setup.DataFolder);
            if (folder is null)
            {
                return (null, new ConfigurationFault("DataFolder", setup.DataFolder, "Another node runs with this data folder.", "Stop it, or give this one a folder of its own."));
            }

            var store = await OpenedStore.StartAsync(setup.Store, hosting.Clock, cancellationToken);
            var signing = setup.Api is null ? null : await TokenSigningKey.OpenAsync(new SecretStore(store.Open, store.Key, hosting.Clock), setup.DataFolder, cancellationToken);
            var app = Build(setup, hosting, certificates, store, signing);
            try
            {
                await app.Services.GetRequiredService<LimitWatch>().ForgetAsync(cancellationToken);
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }

            return await ListenAsync(app, setup, folder, cancellationToken);
        }
        catch (StoreRefusedException e)
        {
            folder?.Dispose();
            return (null, new ConfigurationFault(e.Setting, e.Value, e.Problem, e.Remedy));
        }
        catch (Exception e) when (PostgresFaults.Find(e) is { } database)
        {
            folder?.Dispose();
            return (null, PostgresStartFault.Of(database));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or SqliteException)
        {
            folder?.Dispose();
            return (null, new ConfigurationFault("DataFolder", setup.DataFolder, e.Message, "Let the node's user own the folder, on a disk with room."));
        }
    }

    private static async Task<(NodeHost? Host, ConfigurationFault? Fault)> ListenAsync(WebApplication app, NodeSetup setup, DataFolderLock folder, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            ControlSocket.Restrict(setup.DataFolder);
            return (new NodeHost(app, setup, folder), null);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            folder.Dispose();
            return (null, new ConfigurationFault("Environments:Listen", null, e.Message, "End the other program, or choose another port."));
        }
    }

    private static WebApplication Build(NodeSetup setup, NodeHosting hosting, CertificateVerifier certificates, OpenedStore store, TokenSigningKey? signing)
    {
        // The settings are the node's own; the host would watch the folder that it was started in, which may be the one that is written all the time.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        hosting.Logging(builder.Logging);
        builder.Services.AddLifecycle(setup).AddStore(store).AddCluster().AddHealth(setup).AddKeys(hosting).AddAddressBooks(setup).AddFlows(setup, hosting, certificates);
        builder.Services.AddTelemetry(setup);
        builder.Services.AddNodeDataProtection(store.Open, store.Key);
        if (setup.Api is { } api && signing is not null)
        {
            builder.Services.AddApi(api, signing, store);
        }

        if (setup.Console is { } console)
        {
            builder.Services.AddConsole(console);
        }

        builder.AddSchedule();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel((_, kestrel) => Listen(kestrel, setup));
        var app = builder.Build();
        app.MapWhen(PartnerListener.IsPartner, partners =>
            partners.Run(context => hosting.AroundPartners(context, app.Services.GetRequiredService<PartnerEndpoint>().ServeAsync)));
        TelemetryHosting.Map(app, setup.Telemetry);
        if (setup.Console is not null)
        {
            UiHosting.Use(app);
        }

        if (setup.Api is not null)
        {
            ApiHosting.Use(app);
        }

        ControlSocket.Map(app);
        HealthEndpoints.Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, NodeSetup setup)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        var logger = kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("SdkNode.Node.Hosting.PartnerListener");
        foreach (var environment in kestrel.ApplicationServices.GetRequiredService<EnvironmentRuntimes>().All)
        {
            PartnerListener.Add(kestrel, environment, kestrel.ApplicationServices.GetRequiredService<LimitWatch>(), logger);
        }

        if (setup.Api is not null)
        {
            ApiListener.Add(kestrel, setup.Api, kestrel.ApplicationServices);
        }

        if (setup.Console is not null)
        {
            UiListener.Add(kestrel, setup.Console);
        }

        TelemetryHosting.Listen(kestrel, setup.Telemetry);
        ControlSocket.Listen(kestrel, setup.DataFolder);
    }
}
