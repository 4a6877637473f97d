using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes.Notices;

/// <summary>Who of a functional address's staff hears of arrivals by mail: everybody decides for oneself.</summary>
internal sealed class StaffNotices(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>Whoever has not been seen for so long with the right to the mailbox hears no more of it: a right that was taken away shows at the next sign-in only.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(60);

    /// <summary>What the person has chosen for a mailbox; null: nothing.</summary>
    public async Task<StaffNoticeRow?> FindAsync(MailboxName mailbox, string person, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await Of(db, mailbox, person).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Lets the person hear of what arrives from now on.</summary>
    public Task ChooseAsync(MailboxName mailbox, string person, string mail, bool isDigest, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        var now = clock.GetUtcNow();
        var row = await Of(db, mailbox, person).SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            db.StaffNotices.Add(row = new StaffNoticeRow { Id = Guid.CreateVersion7(), Person = person, Environment = mailbox.Environment, Participant = mailbox.Participant, Address = mailbox.Address, Mail = mail, ToldUntil = now });
        }

        (row.Mail, row.IsDigest, row.SeenAt, row.Fault, row.FailedAt) = (mail, isDigest, now, null, null);
        return true;
    }, cancellationToken);

    /// <summary>Lets the person hear nothing more of a mailbox.</summary>
    public async Task EndAsync(MailboxName mailbox, string person, CancellationToken cancellationToken)
    {
        await using var db = open();
        await Of(db, mailbox, person).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The person has signed in, with a right to these mailboxes and no others: of others nothing more is told.</summary>
    /// <param name="person">Who.</param>
    /// <param name="mail">The mail address that the sign-in names, where letters go from now on; null: it names none.</param>
    /// <param name="mailboxes">The mailboxes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SeenAsync(string person, string? mail, IReadOnlyCollection<MailboxName> mailboxes, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = open();
        foreach (var row in await db.StaffNotices.AsNoTracking().Where(row => row.Person == person).ToListAsync(cancellationToken))
        {
            var own = db.StaffNotices.Where(known => known.Id == row.Id);
            if (!mailboxes.Contains(new MailboxName(row.Environment, row.Participant, row.Address)))
            {
                await own.ExecuteDeleteAsync(cancellationToken);
                continue;
            }

            await own.ExecuteUpdateAsync(set => set.SetProperty(known => known.SeenAt, now), cancellationToken);
            if (mail is not null && mail != row.Mail)
            {
                await own.ExecuteUpdateAsync(set => set.SetProperty(known => known.Mail, mail).SetProperty(known => known.Fault, (string?)null).SetProperty(known => known.FailedAt, (DateTimeOffset?)null), cancellationToken);
            }
        }
    }

    private static IQueryable<StaffNoticeRow> Of(NodeDb db, MailboxName mailbox, string person) => db.StaffNotices.Where(row =>
        row.Person == person && row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.Address == mailbox.Address);
}
