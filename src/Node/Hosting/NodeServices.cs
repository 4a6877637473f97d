using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Alarms.Notices;
using SdkNode.Node.Audit;
using SdkNode.Node.Audit.Forwarding;
using SdkNode.Node.Backups;
using SdkNode.Node.Cluster;
using SdkNode.Node.Configuration;
using SdkNode.Node.Delivery;
using SdkNode.Node.Health;
using SdkNode.Node.Inbound;
using SdkNode.Node.Jobs;
using SdkNode.Node.Keys;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Limits;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Outbound;
using SdkNode.Node.Partners;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Trust;
using SdkNode.Node.VirusScan;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Hosting;

/// <summary>What a node is put together from.</summary>
internal static class NodeServices
{
    /// <summary>Notices wait for others' servers most of the time.</summary>
    private const int Notices = 16;

    /// <summary>A mail server likes few connections.</summary>
    private const int Letters = 2;

    /// <summary>A folder is as fast as its disk or share.</summary>
    private const int FileDrops = 4;

    /// <summary>What only a clock decides takes no time.</summary>
    private const int Clocks = 2;

    // The host's own limit only ends what has got stuck: after the time to drain, and the time to give back what was cut.
    private static readonly TimeSpan s_stuck = TimeSpan.FromSeconds(30);

    /// <summary>How the node stops.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services, NodeSetup setup) =>
        services.AddSingleton<Drain>().AddSingleton<RunConditions>().AddSingleton<IHostLifetime, NoConsoleLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = setup.Stop.DrainTime + s_stuck);

    /// <summary>What says how the node is.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, NodeSetup setup) =>
        services.AddSingleton(new StorageRoom([setup.DataFolder, setup.Store.ContentFolder], setup.MinFreeBytes)).AddSingleton<StorageWatch>().AddSingleton<StorageProbe>()
            .AddSingleton<KeyProbe>().AddSingleton<Readiness>().AddSingleton<Liveness>().AddSingleton<NodeStatus>().AddSingleton<LimitWatch>().AddSingleton<ClockWatch>()
            .AddSingleton<AlarmChannels>().AddSingleton(provider => ActivatorUtilities.CreateInstance<AlarmNotices>(provider, provider.GetRequiredService<AlarmChannels>().All));

    /// <summary>The store in its parts.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, OpenedStore store) =>
        services.AddSingleton(store).AddSingleton(store.Open).AddSingleton(store.Messages).AddSingleton(store.Work).AddSingleton(store.Content).AddSingleton(store.Heads).AddSingleton(store.Key)
            .AddSingleton<AlarmList>().AddSingleton<ClientMessages>().AddSingleton<MailboxList>().AddSingleton<MailboxTexts>().AddSingleton<MailboxMarks>().AddSingleton<Retention>()
            .AddSingleton<MessageEnd>().AddSingleton<OutgoingDesk>().AddSingleton<MessageSearch>().AddSingleton<SchemaKeeper>()
            .AddSingleton<SecretStore>().AddSingleton<LogSealKey>().AddSingleton<LogSealer>().AddSingleton<LogRetention>().AddSingleton<LogCheck>().AddSingleton<LogForwarder>().AddSingleton<SecurityLog>().AddSingleton<AccessLog>();

    /// <summary>
    /// What the nodes of one store tell each other. To be added before what does the work: hosted services stop in reverse, and a node
    /// has gone when its work has ended.
    /// </summary>
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddSingleton<NodeList>().AddSingleton<Presence>().AddSingleton<NodeKeyRotation>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JobLeases>(provider, provider.GetRequiredService<OpenedStore>().Node));
        return services.AddHostedService(provider => provider.GetRequiredService<Presence>());
    }

    /// <summary>Whom we trust, and the keys of ours, read before anything is served.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services, NodeHosting hosting)
    {
        services.AddSingleton<TrustStore>().AddSingleton<TrustKeeper>().AddSingleton<TrustDesk>().AddHostedService(provider => provider.GetRequiredService<TrustKeeper>());
        services.AddSingleton(new KeyAccess(hosting.Development)).AddSingleton<KeyStore>().AddSingleton<KeyKeeper>().AddSingleton<KeyDesk>().AddSingleton<CertificateWatch>();
        return services.AddHostedService(provider => provider.GetRequiredService<KeyKeeper>());
    }

    /// <summary>The address books (DIR-7), loaded before anything is served.</summary>
    public static IServiceCollection AddAddressBooks(this IServiceCollection services, NodeSetup setup)
    {
        services.AddSingleton<AddressBookStore>().AddSingleton<AddressBookSync>().AddSingleton<AddressBookKeeper>().AddSingleton<ReceiverQuestion>().AddSingleton<Correspondents>();
        services.AddSingleton(provider => new AddressBooks(
            setup.Environments.ToDictionary(environment => environment.Name, environment => environment.AddressBook), provider.GetRequiredService<AddressBookStore>()));
        return services.AddHostedService(provider => provider.GetRequiredService<AddressBookKeeper>());
    }

    /// <summary>The environments, the two flows and their workers.</summary>
    public static IServiceCollection AddFlows(this IServiceCollection services, NodeSetup setup, NodeHosting hosting, CertificateVerifier certificates)
    {
        services.AddSingleton(hosting.Clock).AddSingleton(setup).AddSingleton(certificates);
        services.AddSingleton(_ => new EnvironmentRuntimes([.. setup.Environments.Select(environment => new EnvironmentRuntime(environment, certificates, hosting.Clock))]));
        services.AddSingleton(provider => new StoreBackup(setup.Store, provider.GetRequiredService<ContentStore>(), provider.GetRequiredService<OpenedStore>().Key, setup.Name, hosting.Clock));
        services.AddSingleton<OutgoingHold>().AddSingleton<SettingsGap>().AddSingleton<AccessPointGate>().AddSingleton<SealStep>().AddSingleton<OutboundFlow>().AddSingleton<AwaitReceiptFlow>().AddSingleton<OpeningFlow>();
        services.AddSingleton<OpeningRecorder>().AddSingleton<PayloadJudge>().AddSingleton<ReceiptIssuer>().AddSingleton<OutgoingCheck>().AddSingleton<Intake>().AddSingleton<InboundTransfers>().AddSingleton<PartnerEndpoint>();
        services.AddSingleton<MalwareGate>().AddSingleton<AddressRules>().AddSingleton<DeliveryPlan>().AddSingleton<MailboxLinks>().AddSingleton<StaffNotices>().AddSingleton<Colleagues>().AddSingleton<StaffLetters>().AddSingleton<StaffMailing>().AddSingleton<ArrivalLetter>().AddSingleton<DeliveryAdapters>().AddSingleton<DeliveryFlow>();
        services.AddSingleton<MessageRetry>().AddSingleton<LookupDesk>().AddSingleton<DirectoryWatch>().AddSingleton<PartnerBook>().AddSingleton<PartnerList>().AddSingleton<PartnerCertificateWatch>().AddSingleton<PartnerMonitoring>().AddSingleton<NonComplianceReport>();
        services.AddSingleton(provider => new PartnerPing(provider.GetRequiredService<EnvironmentRuntimes>(), provider.GetRequiredService<AccessPointGate>(), hosting.Clock));
        services.AddSingleton(provider => Runner(provider, setup, hosting.Clock));
        services.AddHostedService(provider => provider.GetRequiredService<WorkRunner>());
        return services.AddSingleton(provider => Sweep(provider, setup, hosting.Clock));
    }

    // Each has places of its own, so that neither slow partners nor a slow local system keep arrived messages waiting.
    private static WorkRunner Runner(IServiceProvider provider, NodeSetup setup, TimeProvider clock)
    {
        var parallelism = setup.Environments.Max(environment => environment.Options.Transport.Parallelism);
        var delivery = provider.GetRequiredService<DeliveryFlow>();
        return new WorkRunner(
            provider.GetRequiredService<OpenedStore>(),
            [
                new WorkLane(WorkKind.Send, provider.GetRequiredService<OutboundFlow>(), parallelism),
                new WorkLane(WorkKind.Open, provider.GetRequiredService<OpeningFlow>(), parallelism),
                new WorkLane(WorkKind.AwaitReceipt, provider.GetRequiredService<AwaitReceiptFlow>(), Clocks),
                new WorkLane(WorkKind.DropFiles, delivery, FileDrops),
                new WorkLane(WorkKind.NotifyWebhook, delivery, Notices),
                new WorkLane(WorkKind.NotifyMail, delivery, Letters),
            ],
            provider.GetRequiredService<AlarmList>(),
            provider.GetRequiredService<RunConditions>(),
            clock,
            provider.GetRequiredService<ILogger<WorkRunner>>());
    }

    private static Sweep Sweep(IServiceProvider provider, NodeSetup setup, TimeProvider clock)
    {
        var days = setup.Environments.Max(environment => environment.Options.Transport.DuplicateDays);
        return ActivatorUtilities.CreateInstance<Sweep>(provider, clock, TimeSpan.FromDays(days));
    }
}
