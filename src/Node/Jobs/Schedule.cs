using Microsoft.Extensions.Hosting;
using Quartz;
using SdkNode.Node.AddressBook;

namespace SdkNode.Node.Jobs;

/// <summary>Quartz decides when: a tick for due work every second, a look at the address books every minute, a sweep and a look at a waiting schema change every hour. It keeps nothing; rows decide what (DESIGN 5).</summary>
internal static class Schedule
{
    /// <summary>Adds the schedule to the host.</summary>
    public static void AddSchedule(this IHostApplicationBuilder builder)
    {
        builder.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<TickJob>(trigger => trigger.WithIdentity("tick").WithSimpleSchedule(TimeSpan.FromSeconds(1)));
            quartz.ScheduleJob<AddressBookJob>(trigger => trigger.WithIdentity("addressbook").WithSimpleSchedule(TimeSpan.FromMinutes(1)));
            quartz.ScheduleJob<SchemaJob>(trigger => trigger.WithIdentity("schema").WithSimpleSchedule(TimeSpan.FromHours(1)));
            quartz.ScheduleJob<SweepJob>(trigger => trigger.WithIdentity("sweep").WithSimpleSchedule(TimeSpan.FromHours(1)));
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
    internal sealed class AddressBookJob(AddressBookKeeper keeper) : IJob
    {
        /// <inheritdoc />
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await keeper.RunAsync(cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class SchemaJob(SchemaKeeper keeper) : IJob
    {
        /// <inheritdoc />
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await keeper.RunAsync(cancellationToken);
    }

    [DisallowConcurrentExecution]
    internal sealed class SweepJob(Sweep sweep) : IJob
    {
        /// <inheritdoc />
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sweep.RunAsync(cancellationToken);
    }
}
