using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes;

/// <summary>Who works with a mailbox, so that a message can be handed on to a person and not to a name that is typed. Rights are the settings'; this only remembers who has had them.</summary>
internal sealed class Colleagues(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>Whoever has not signed in for so long is forgotten, as are notices to him or her.</summary>
    public static TimeSpan Longest => StaffNotices.Longest;

    /// <summary>The people of a mailbox as queues name them, in the order of their names.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(MailboxName mailbox, CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow() - Longest;
        await using var db = open();
        return await db.Colleagues.Where(row => row.Environment == mailbox.Environment && row.Participant == mailbox.Participant && row.Address == mailbox.Address && row.SeenAt >= oldest)
            .OrderBy(row => row.Actor).Select(row => row.Actor).ToListAsync(cancellationToken);
    }

    /// <summary>The person has signed in, with a right to these mailboxes and no others.</summary>
    /// <param name="person">Who, as the sign-in tells people apart.</param>
    /// <param name="actor">How queues name the person.</param>
    /// <param name="mailboxes">The mailboxes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SeenAsync(string person, string actor, IReadOnlyCollection<MailboxName> mailboxes, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            await StoreTransaction.RunAsync(open, async db =>
            {
                await db.Colleagues.Where(row => row.Person == person || row.SeenAt < now - Longest).ExecuteDeleteAsync(cancellationToken);
                db.Colleagues.AddRange(mailboxes.Select(mailbox => new ColleagueRow { Person = person, Environment = mailbox.Environment, Participant = mailbox.Participant, Address = mailbox.Address, Actor = actor, SeenAt = now }));
                return true;
            }, cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            // The same person signs in a second time at this moment, and that one counts.
        }
    }
}
