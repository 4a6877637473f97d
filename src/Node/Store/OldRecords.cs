using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>Removes rows for good, a few hundred in a transaction. What to remove, its caller has decided; what has work it never touches.</summary>
internal sealed class OldRecords(Func<NodeDb> open, ContentStore content)
{
    /// <summary>Removes the sealed envelopes of messages whose content stays; gives how many.</summary>
    public async Task<int> DropSealedAsync(IReadOnlyList<Guid> messages, CancellationToken cancellationToken)
    {
        List<Guid> removed = [];
        await StoreTransaction.RunAsync(open, async db =>
        {
            var rows = await db.Messages.Where(row => messages.Contains(row.Id) && row.Sealed != null && !db.Work.Any(work => work.MessageId == row.Id)).ToListAsync(cancellationToken);
            removed = rows.ConvertAll(row => row.Sealed!.Value);
            await db.Contents.Where(small => removed.Contains(small.Id)).ExecuteDeleteAsync(cancellationToken);
            rows.ForEach(row => row.Sealed = null);
            return removed.Count > 0;
        }, cancellationToken);
        removed.ForEach(content.Delete);
        return removed.Count;
    }

    /// <summary>Removes messages with their tries, timelines, marks and whatever content they still have; gives how many.</summary>
    public async Task<int> ForgetAsync(IReadOnlyList<Guid> messages, CancellationToken cancellationToken)
    {
        List<Guid> contents = [];
        var count = 0;
        await StoreTransaction.RunAsync(open, async db =>
        {
            var rows = await db.Messages.AsNoTracking().Where(row => messages.Contains(row.Id) && !db.Work.Any(work => work.MessageId == row.Id))
                .Select(row => new { row.Id, row.Payload, row.Sealed }).ToListAsync(cancellationToken);
            var ids = rows.ConvertAll(row => row.Id);
            contents = [.. rows.SelectMany(row => new[] { row.Payload, row.Sealed }).OfType<Guid>()];
            await db.Contents.Where(small => contents.Contains(small.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.Tries.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            await db.MessageEvents.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            await db.MailboxNotes.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            await db.Mailbox.Where(row => ids.Contains(row.MessageId)).ExecuteDeleteAsync(cancellationToken);
            count = await db.Messages.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
            return count > 0;
        }, cancellationToken);
        contents.ForEach(content.Delete);
        return count;
    }

    /// <summary>Removes drafts that nobody has changed since <paramref name="before"/>, with their files; gives how many.</summary>
    public Task<int> ForgetDraftsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        RemoveDraftsAsync(drafts => drafts.Where(row => row.ChangedAt < before).OrderBy(row => row.ChangedAt).Take(200), cancellationToken);

    /// <summary>Removes drafts with their files; gives how many.</summary>
    public async Task<int> RemoveDraftsAsync(Func<IQueryable<DraftRow>, IQueryable<DraftRow>> which, CancellationToken cancellationToken)
    {
        List<Guid> contents = [];
        var count = 0;
        await StoreTransaction.RunAsync(open, async db =>
        {
            var old = await which(db.Drafts).Select(row => row.Id).ToListAsync(cancellationToken);
            contents = await db.DraftFiles.Where(file => old.Contains(file.DraftId)).Select(file => file.Content).ToListAsync(cancellationToken);
            await db.Contents.Where(small => contents.Contains(small.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.DraftFiles.Where(file => old.Contains(file.DraftId)).ExecuteDeleteAsync(cancellationToken);
            count = await db.Drafts.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
            return count > 0;
        }, cancellationToken);
        contents.ForEach(content.Delete);
        return count;
    }
}
