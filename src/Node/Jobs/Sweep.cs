using Microsoft.Extensions.Logging;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Jobs;

/// <summary>Removes what a crash left behind and what has been kept for long enough.</summary>
internal sealed partial class Sweep(ContentStore content, MessageStore store, Retention retention, TimeProvider clock, TimeSpan duplicateTime, ILogger<Sweep> logger)
{
    /// <summary>Long past any request or step that could still name the file.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(24);

    /// <summary>Sweeps once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var retired = await retention.RunAsync(cancellationToken);
        var drafts = content.SweepDrafts((now - OrphanAge).UtcDateTime);
        var orphans = await content.SweepOrphansAsync(now - OrphanAge, () => store.NamedContentsAsync(cancellationToken), cancellationToken);
        var transfers = await store.ForgetTransfersAsync(now - duplicateTime, cancellationToken);
        if (drafts + orphans + transfers + retired > 0)
        {
            LogSwept(logger, drafts, orphans, transfers, retired);
        }
    }

    [LoggerMessage(1111, LogLevel.Information, "Swept {Drafts} drafts, {Orphans} orphaned contents, {Transfers} remembered transfers and {Retired} messages past their retention time.")]
    private static partial void LogSwept(ILogger logger, int drafts, int orphans, int transfers, int retired);
}
