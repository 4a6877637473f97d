using Microsoft.Extensions.Logging;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Jobs;

/// <summary>Removes what a crash left behind and what has been kept for long enough.</summary>
internal sealed partial class Sweep(ContentStore content, MessageStore store, Retention retention, TimeProvider clock, TimeSpan duplicateTime, ILogger<Sweep> logger)
{
    /// <summary>How often it is to be done, by any one of the nodes.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Long past any request or step that could still name the file.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(24);

    /// <summary>Sweeps once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var retired = await retention.RunAsync(cancellationToken);

        // Files are as old as the clock says that stamped them; this node's may be days ahead of it, and the others are writing.
        var old = content.Now() - OrphanAge;
        var drafts = content.SweepDrafts(old);
        var orphans = await content.SweepOrphansAsync(old, () => store.NamedContentsAsync(cancellationToken), cancellationToken);
        var transfers = await store.ForgetTransfersAsync(now - duplicateTime, cancellationToken);
        if (drafts + orphans + transfers + retired > 0)
        {
            LogSwept(logger, drafts, orphans, transfers, retired);
        }
    }

    [LoggerMessage(1111, LogLevel.Information, "Swept {Drafts} drafts, {Orphans} orphaned contents, {Transfers} remembered transfers and {Retired} messages past their retention time.")]
    private static partial void LogSwept(ILogger logger, int drafts, int orphans, int transfers, int retired);
}
