using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>
/// Removes what has been kept for long enough, by the settings of each environment and mailbox (<see cref="RetentionRules"/>): contents,
/// sealed envelopes, rows. A message or a small group of rows at a time, so that a run can be cut off anywhere and
/// keeps nobody waiting; several nodes may do it at once.
/// </summary>
internal sealed class Retention(NodeSetup setup, Func<NodeDb> open, ClientMessages messages, ContentStore content, TimeProvider clock)
{
    private const int Batch = 200;

    // Whoever has not touched a draft for so long has left it.
    private static readonly TimeSpan s_drafts = TimeSpan.FromDays(90);

    private readonly OldRecords _old = new(open, content);

    /// <summary>Removes what is due and says how many messages that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var environment in setup.Environments)
        {
            count += await ContentsAsync(environment, cancellationToken);
            count += await SealedAsync(environment, cancellationToken);
            count += await RecordsAsync(environment, cancellationToken);
        }

        await _old.ForgetDraftsAsync(clock.GetUtcNow() - s_drafts, cancellationToken);
        return count;
    }

    private async Task<int> ContentsAsync(EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        var name = environment.Name;
        var retention = environment.Options.Retention;
        var count = await RemoveAsync(environment.Options.RejectedDays, "after its end", (db, before) => RetentionRules.Refused(db, name, before), cancellationToken);
        var own = environment.Participants.SelectMany(participant => participant.Mailboxes.Where(mailbox => mailbox.RetentionDays is not null)
            .Select(mailbox => (Name: new MailboxName(name, participant.Id.Value, mailbox.Address), Days: mailbox.RetentionDays!.Value))).ToList();
        foreach (var (mailbox, days) in own)
        {
            count += await RemoveAsync(days, "after it was handled", (db, before) => RetentionRules.Handled(db, mailbox, before), cancellationToken);
        }

        if (retention.ContentDays is { } content)
        {
            count += await RemoveAsync(content, "after it was handled", (db, before) => RetentionRules.Handled(db, name, [.. own.Select(mailbox => mailbox.Name)], before), cancellationToken);
            count += await RemoveAsync(content, "after its end", (db, before) => RetentionRules.Sent(db, name, before), cancellationToken);
        }

        return retention.UnhandledDays is { } unhandled
            ? count + await RemoveAsync(unhandled, "after its end, unhandled", (db, before) => RetentionRules.Unhandled(db, name, before), cancellationToken)
            : count;
    }

    private Task<int> RemoveAsync(int days, string since, Func<NodeDb, DateTimeOffset, IQueryable<MessageRow>> rule, CancellationToken cancellationToken) =>
        EachBatchAsync(days, rule, async ids =>
        {
            foreach (var id in ids)
            {
                foreach (var removed in await messages.DeleteAsync(id, $"the retention time: {days} days {since}", cancellationToken) ?? [])
                {
                    content.Delete(removed);
                }
            }

            return ids.Count;
        }, cancellationToken);

    private Task<int> SealedAsync(EnvironmentSetup environment, CancellationToken cancellationToken) =>
        EachBatchAsync(environment.Options.Retention.SealedDays, (db, before) => RetentionRules.Sealed(db, environment.Name, before), ids => _old.DropSealedAsync(ids, cancellationToken), cancellationToken);

    private async Task<int> RecordsAsync(EnvironmentSetup environment, CancellationToken cancellationToken)
    {
        var retention = environment.Options.Retention;
        var count = await EachBatchAsync(retention.MetadataDays, (db, before) => RetentionRules.Bare(db, environment.Name, before), ids => _old.ForgetAsync(ids, cancellationToken), cancellationToken);
        await EachBatchAsync(retention.MetadataDays, (db, before) => RetentionRules.Receipts(db, environment.Name, before), ids => _old.ForgetAsync(ids, cancellationToken), cancellationToken);
        return count;
    }

    // Each batch begins after the last one's end: what could not be removed is met again by the next run, not by this one.
    private async Task<int> EachBatchAsync(int days, Func<NodeDb, DateTimeOffset, IQueryable<MessageRow>> rule, Func<IReadOnlyList<Guid>, Task<int>> remove, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(days);
        var count = 0;
        var last = Guid.Empty;
        while (true)
        {
            await using var db = open();
            var after = last;
            var ids = await rule(db, before).Where(row => row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
            if (ids.Count == 0)
            {
                return count;
            }

            count += await remove(ids);
            last = ids[^1];
        }
    }
}
