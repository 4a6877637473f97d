using Microsoft.Extensions.Hosting;
using Quartz;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Alarms.Notices;
using SdkNode.Node.Audit;
using SdkNode.Node.Audit.Forwarding;
using SdkNode.Node.Health;
using SdkNode.Node.Keys;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Limits;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Outbound;
using SdkNode.Node.Partners;
using SdkNode.Node.Store;
using SdkNode.Node.Telemetry;
using SdkNode.Node.Trust;

namespace SdkNode.Node.Jobs;

/// <summary>
/// Quartz decides when: a tick for due work every second, a look at our keys and at whom we trust every five seconds and at the store every ten, for what is watched every fifteen, at untold alarms and at what staff are to be told every thirty, every minute at
/// the address books, the outgoing hold, the logs' seals and the sweep, which some node does every hour; every five minutes at the directories; every hour at our certificates and at a schema
/// change that waits. It keeps nothing; rows decide what (DESIGN 5).
/// </summary>
internal static class Schedule
{
    /// <summary>Adds the schedule to the host.</summary>
    public static void AddSchedule(this IHostApplicationBuilder builder)
    {
        builder.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<TickJob>(trigger => trigger.WithIdentity("tick").WithSimpleSchedule(TimeSpan.FromSeconds(1)));
            quartz.ScheduleJob<HealthJob>(trigger => trigger.WithIdentity("health").WithSimpleSchedule(TimeSpan.FromSeconds(10)));
            quartz.ScheduleJob<AddressBookJob>(trigger => trigger.WithIdentity("addressbook").WithSimpleSchedule(TimeSpan.FromMinutes(1)));
            quartz.ScheduleJob<HoldJob>(trigger => trigger.WithIdentity("hold").WithSimpleSchedule(TimeSpan.FromMinutes(1)));
            quartz.ScheduleJob<SweepJob>(trigger => trigger.WithIdentity("sweep").WithSimpleSchedule(TimeSpan.FromMinutes(1)));
            quartz.ScheduleJob<KeyJob>(trigger => trigger.WithIdentity("keys").WithSimpleSchedule(TimeSpan.FromSeconds(5)));
            quartz.ScheduleJob<CertificateJob>(trigger => trigger.WithIdentity("certificates").WithSimpleSchedule(CertificateWatch.Every));
            quartz.ScheduleJob<PartnerJob>(trigger => trigger.WithIdentity("partners").WithSimpleSchedule(PartnerBook.Every));
            quartz.ScheduleJob<MonitoringJob>(trigger => trigger.WithIdentity("monitoring").WithSimpleSchedule(TimeSpan.FromMinutes(1)));
            quartz.ScheduleJob<DirectoryJob>(trigger => trigger.WithIdentity("directories").WithSimpleSchedule(DirectoryWatch.Every));
            quartz.ScheduleJob<GaugeJob>(trigger => trigger.WithIdentity("gauges").WithSimpleSchedule(NodeGauges.Every));
            quartz.ScheduleJob<NoticeJob>(trigger => trigger.WithIdentity("notices").WithSimpleSchedule(AlarmNotices.Every));
            quartz.ScheduleJob<StaffMailJob>(trigger => trigger.WithIdentity("staff-mail").WithSimpleSchedule(StaffMailing.Every));
            quartz.ScheduleJob<SealJob>(trigger => trigger.WithIdentity("seal").WithSimpleSchedule(TimeSpan.FromMinutes(1)));
            quartz.ScheduleJob<ForwardJob>(trigger => trigger.WithIdentity("syslog").WithSimpleSchedule(LogForwarder.Every));
            quartz.ScheduleJob<ClockJob>(trigger => trigger.WithIdentity("clock").WithSimpleSchedule(ClockWatch.Every));
            quartz.ScheduleJob<SchemaJob>(trigger => trigger.WithIdentity("schema").WithSimpleSchedule(TimeSpan.FromHours(1)));
        });
        builder.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    [DisallowConcurrentExecution]
    internal sealed class TickJob(WorkRunner runner) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            runner.Signal();
            return ValueTask.CompletedTask;
        }
    }

    [DisallowConcurrentExecution]
    internal sealed class HealthJob(Readiness readiness, LimitWatch limits, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(
            async token =>
            {
                await readiness.CheckAsync(token);
                await limits.CloseAsync(token);
            },
            drain,
            cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class SchemaJob(SchemaKeeper keeper, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(keeper.RunAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class AddressBookJob(AddressBookKeeper keeper, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(keeper.RunAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class KeyJob(KeyKeeper keeper, TrustKeeper trust, NodeKeyRotation nodeKey, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(
            async token =>
            {
                await nodeKey.WatchAsync(token);
                await trust.WatchAsync(token);
                await keeper.WatchAsync(token);
            },
            drain,
            cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class CertificateJob(CertificateWatch watch, PartnerCertificateWatch partners, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(
            async token =>
            {
                await watch.AskAsync(token);
                await leases.TryRunAsync("certificates", CertificateWatch.Every / 2, watch.WarnAsync, token);
                await leases.TryRunAsync("partner-certificates", PartnerCertificateWatch.Every / 2, partners.RunAsync, token);
            },
            drain,
            cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class PartnerJob(PartnerBook book, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(book.WriteAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class MonitoringJob(PartnerMonitoring monitoring, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(monitoring.RunAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class DirectoryJob(DirectoryWatch watch, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            RunAsync(token => leases.TryRunAsync("directories", DirectoryWatch.Every / 2, watch.AskAsync, token), drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class GaugeJob(NodeGauges gauges, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(gauges.ReadAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class NoticeJob(AlarmNotices notices, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            RunAsync(token => leases.TryRunAsync("notices", AlarmNotices.Every / 2, notices.RunAsync, token), drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class StaffMailJob(StaffMailing mailing, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            RunAsync(token => mailing.IsNeeded ? leases.TryRunAsync("staff-mail", StaffMailing.Every / 2, mailing.RunAsync, token) : Task.CompletedTask, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class HoldJob(OutgoingHold hold, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(hold.WatchAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class SweepJob(Sweep sweep, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            RunAsync(token => leases.TryRunAsync("sweep", Sweep.Every, sweep.RunAsync, token), drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class SealJob(LogSealer sealer, LogRetention retention, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(
            token => leases.TryRunAsync(
                "seal",
                LogSealer.Every,
                async held =>
                {
                    await sealer.RunAsync(held);
                    await retention.RunAsync(held);
                },
                token),
            drain,
            cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class ClockJob(ClockWatch watch, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => RunAsync(watch.RunAsync, drain, cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class ForwardJob(LogForwarder forwarder, JobLeases leases, Drain drain) : IJob
    {
        /// <inheritdoc />
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            RunAsync(token => leases.TryRunAsync("syslog", LogForwarder.Every / 2, forwarder.RunAsync, token), drain, cancellationToken);
    }

    // A job is no message's work: a stop waits for none.
    private static async ValueTask RunAsync(Func<CancellationToken, Task> job, Drain drain, CancellationToken cancellationToken)
    {
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Closed);
        try
        {
            await job(closed.Token);
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // It is due again after the next start.
        }
    }
}
