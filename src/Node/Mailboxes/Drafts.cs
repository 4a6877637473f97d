using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>The messages that people of a functional address are writing. What is written is sealed, files lie encrypted like all content.</summary>
internal sealed class Drafts(Func<NodeDb> open, MailboxTexts texts, ContentStore content, TimeProvider clock)
{
    /// <summary>The most drafts of one author in a mailbox.</summary>
    public const int Most = 100;

    /// <summary>The drafts of a mailbox by one author, the last changed first, those that are damaged too.</summary>
    public async Task<IReadOnlyList<DraftLine>> ListAsync(MailboxName mailbox, string author, CancellationToken cancellationToken)
    {
        await using var db = open();
        var rows = await Of(db, mailbox).AsNoTracking().Where(row => row.Author == author).OrderByDescending(row => row.ChangedAt).Take(Most).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new DraftLine(row.Id, row.ChangedAt, Read(row)?.Body))];
    }

    /// <summary>How many drafts an author has in a mailbox.</summary>
    public async Task<int> CountAsync(MailboxName mailbox, string author, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await Of(db, mailbox).CountAsync(row => row.Author == author, cancellationToken);
    }

    /// <summary>One draft; null when this mailbox and author have none of that id, or it is damaged.</summary>
    public async Task<Draft?> FindAsync(MailboxName mailbox, string author, Guid id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await Of(db, mailbox).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Author == author, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <summary>Begins a draft; null when the author has as many as there may be.</summary>
    public async Task<Guid?> BeginAsync(MailboxName mailbox, string author, DraftBody body, CancellationToken cancellationToken)
    {
        if (await CountAsync(mailbox, author, cancellationToken) >= Most)
        {
            return null;
        }

        var id = Guid.CreateVersion7();
        await using var db = open();
        db.Drafts.Add(new DraftRow
        {
            Id = id,
            Environment = mailbox.Environment,
            Participant = mailbox.Participant,
            Address = mailbox.Address,
            Author = author,
            ChangedAt = clock.GetUtcNow(),
            Body = Seal(id, body),
            Version = 1,
        });
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }

    /// <summary>Keeps a changed draft; false when it has been changed or sent elsewhere meanwhile, and then nothing is kept.</summary>
    /// <param name="draft">The draft as it was read.</param>
    /// <param name="body">What it is to hold.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<bool> SaveAsync(Draft draft, DraftBody body, CancellationToken cancellationToken)
    {
        List<Guid> gone = [];
        var saved = await StoreTransaction.RunAsync(open, async db =>
        {
            if (await db.Drafts.SingleOrDefaultAsync(row => row.Id == draft.Id && row.Version == draft.Version, cancellationToken) is not { } row)
            {
                return false;
            }

            (row.Body, row.ChangedAt, row.Version) = (Seal(row.Id, body), clock.GetUtcNow(), row.Version + 1);
            var known = await db.DraftFiles.Where(file => file.DraftId == row.Id).ToListAsync(cancellationToken);
            var left = known.Where(file => body.Files.All(kept => kept.Content != file.Content)).ToList();
            gone = left.ConvertAll(file => file.Content);
            db.DraftFiles.RemoveRange(left);
            await db.Contents.Where(small => gone.Contains(small.Id)).ExecuteDeleteAsync(cancellationToken);
            db.DraftFiles.AddRange(body.Files.Where(file => known.TrueForAll(old => old.Content != file.Content)).Select(file => new DraftFileRow { Content = file.Content, DraftId = row.Id }));
            return true;
        }, cancellationToken);
        (saved ? gone : [.. body.Files.Select(file => file.Content).Except(draft.Body.Files.Select(file => file.Content))]).ForEach(content.Delete);
        return saved;
    }

    /// <summary>Whether a draft holds exactly this: it has been saved so already, and the answer was lost.</summary>
    public static bool IsSame(DraftBody one, DraftBody other) => JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);

    /// <summary>Removes a draft that its author does not want, readable or not; false when this mailbox and author have none of that id.</summary>
    public async Task<bool> DiscardAsync(MailboxName mailbox, string author, Guid id, CancellationToken cancellationToken)
    {
        await using var db = open();
        if (!await Of(db, mailbox).AnyAsync(row => row.Id == id && row.Author == author, cancellationToken))
        {
            return false;
        }

        await RemoveAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Removes a draft with its files: it has been sent, or nobody wants it.</summary>
    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) => new OldRecords(open, content).RemoveDraftsAsync(drafts => drafts.Where(row => row.Id == id), cancellationToken);

    private static IQueryable<DraftRow> Of(NodeDb db, MailboxName mailbox) =>
        db.Drafts.Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.Address == mailbox.Address);

    private byte[] Seal(Guid id, DraftBody body) => texts.Seal(id, JsonSerializer.Serialize(body));

    private Draft? Read(DraftRow row) => texts.Open(row.Id, row.Body) is { } body ? new(row.Id, row.Version, row.ChangedAt, JsonSerializer.Deserialize<DraftBody>(body)!) : null;
}
