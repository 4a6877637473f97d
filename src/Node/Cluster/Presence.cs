using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Lifecycle;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cluster;

/// <summary>Shows the other nodes of the store that this one is there, and tells of those that have gone silent.</summary>
internal sealed partial class Presence(OpenedStore store, NodeSetup setup, NodeList nodes, AlarmList alarms, TimeProvider clock, ILogger<Presence> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>Gives a sign, and looks after the others.</summary>
    public async Task BeatAsync(NodeRow self, CancellationToken cancellationToken)
    {
        await nodes.SeenAsync(self, cancellationToken);

        // At every beat: another node may have looked just before the sign was written.
        await alarms.ClearAsync(AlarmKinds.NodeSilent, AlarmList.AllEnvironments, Subject(self), cancellationToken);

        // In a database of one node, others are what restored or renamed data folders have left.
        await nodes.ForgetAsync(self.Id, setup.Store.IsShared ? Forgotten : TimeSpan.Zero, cancellationToken);
        foreach (var silent in await nodes.SilentAsync(self.Id, cancellationToken))
        {
            await alarms.RaiseAsync(
                AlarmKinds.NodeSilent,
                AlarmList.AllEnvironments,
                Subject(silent),
                $"The node {silent.Name} was last seen at {silent.SeenAt:yyyy-MM-dd HH:mm:ss}Z and has not said that it stops. The other nodes do its work.",
                "See whether its machine runs and reaches the database, and start it again.",
                cancellationToken);
        }
    }

    /// <summary>What the other nodes are told of this one.</summary>
    public NodeRow Self()
    {
        using var db = store.Open();
        return new NodeRow { Id = store.Node, Name = setup.Name, Version = ProgramVersion.Text, Schema = db.Database.GetMigrations().Last(), StartedAt = clock.GetUtcNow() };
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await nodes.LeaveAsync(store.Node, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The others will miss it and say so.
            LogStore(logger, e);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = Self();
        while (true)
        {
            try
            {
                await BeatAsync(self, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogStore(logger, e);
            }

            await Task.Delay(Beat, clock, stoppingToken);
        }
    }

    // A node keeps its identity when it is renamed.
    private static string Subject(NodeRow node) => node.Id.ToString("N");

    [LoggerMessage(1121, LogLevel.Error, "The store could not be told that this node is there, or not asked for the others; it is tried again.")]
    private static partial void LogStore(ILogger logger, Exception exception);
}
