using Microsoft.Extensions.Logging;
using SdkNode.Node.Store;

namespace SdkNode.Node.Jobs;

/// <summary>Goes on with a schema change that waited for nodes of an earlier version, until it is done.</summary>
internal sealed partial class SchemaKeeper(OpenedStore store, TimeProvider clock, ILogger<SchemaKeeper> logger)
{
    private WaitingMigration? _waiting = store.Waiting;

    /// <summary>Tries again where something waits. Not to be called again before it is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_waiting is not { } before || store.Place is not { } place)
        {
            return;
        }

        _waiting = await StoreSetup.MigrateAsync(place, store.Open, store.Node, clock, cancellationToken);
        if (_waiting is { } still)
        {
            LogWaits(logger, still.Migration, string.Join(", ", still.Nodes));
        }
        else
        {
            LogDone(logger, before.Migration);
        }
    }

    [LoggerMessage(1125, LogLevel.Warning, "The change {Migration} of the database waits for nodes of an earlier version: {Nodes}. Upgrade them.")]
    private static partial void LogWaits(ILogger logger, string migration, string nodes);

    [LoggerMessage(1126, LogLevel.Information, "The change {Migration} of the database, which had waited for nodes of an earlier version, is done.")]
    private static partial void LogDone(ILogger logger, string migration);
}
