using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SdkNode.Adapters;
using SdkNode.Adapters.Mail;
using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes.Notices;

/// <summary>
/// Mails people of functional addresses what has arrived: at once, or on the morning of a working day, as each has chosen. What was told
/// stands in the store, so that a node that dies tells at most one letter twice and forgets none. A letter that does not go is tried
/// again later and stands in nobody else's way.
/// </summary>
internal sealed class StaffMailing(NodeSetup setup, Func<NodeDb> open, StaffLetters letters, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How often somebody looks.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(30);

    private const int MostMessages = 200;
    private const int MostFailures = 3;
    private const string Subject = "notices to staff";

    // A message has its time of arrival before it is committed: what is younger may still be missing between others.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_opening = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(10);
    private static readonly TimeOnly s_morning = new(7, 0);

    // The alarm may be open since before the start.
    private bool _mayBeOpen = true;

    /// <summary>Whether there are people who could be told, and a mail server.</summary>
    public bool IsNeeded => setup is { Mail: not null, Console: not null };

    /// <summary>Sends what is due; gives how many letters went.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (setup.Mail is not { } server)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        var (sent, failed) = (0, new List<DeliveryOutcome.TryAgain>());
        await using var db = open();
        await db.StaffNotices.Where(row => row.SeenAt < now - StaffNotices.Longest).ExecuteDeleteAsync(cancellationToken);
        var all = await db.StaffNotices.AsNoTracking().ToListAsync(cancellationToken);
        var due = all.Where(row => row.FailedAt is null || row.FailedAt < now - s_again).ToList();
        var mailer = new SmtpMailer(server, clock);
        var until = now - s_settled;
        await foreach (var (row, messages) in NewsAsync(db, due.Where(row => !row.IsDigest), until, cancellationToken))
        {
            await SendAsync([row], letters.Arrived(row.Mail, messages), messages.Count == MostMessages ? messages[^1].ArrivedAt!.Value : until);
            if (!IsAnswered())
            {
                break;
            }
        }

        foreach (var person in due.Where(row => row.IsDigest && row.ToldUntil < Morning(until)).GroupBy(row => (row.Person, row.Mail)).TakeWhile(_ => IsAnswered()))
        {
            var counts = new List<(MailboxName, int)>();
            foreach (var row in person)
            {
                if (await Arrived(db, NameOf(row), row.ToldUntil, until).CountAsync(cancellationToken) is > 0 and var count)
                {
                    counts.Add((NameOf(row), count));
                }
            }

            await SendAsync([.. person], counts.Count == 0 ? null : letters.Digest(person.Key.Mail, counts), until);
        }

        await TellAsync(failed.Find(failure => !failure.IsOfReceiver), sent > 0 || failed.Count > 0 || all.TrueForAll(row => row.FailedAt is null), cancellationToken);
        return sent;

        // A server that takes nothing is not asked for everybody.
        bool IsAnswered() => sent > 0 || failed.Count < MostFailures;

        async Task SendAsync(List<StaffNoticeRow> rows, MailText? letter, DateTimeOffset told)
        {
            var failure = letter is null ? null : await mailer.SendAsync(letter, cancellationToken) as DeliveryOutcome.TryAgain;
            sent += letter is not null && failure is null ? 1 : 0;
            failed.AddRange(failure is null ? [] : [failure]);

            // After each: the letter has gone, whatever becomes of the next. Whoever has chosen otherwise meanwhile has no row any more.
            foreach (var id in rows.ConvertAll(row => row.Id))
            {
                var own = db.StaffNotices.Where(row => row.Id == id);
                await (failure is null
                    ? own.ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldUntil, told).SetProperty(row => row.Fault, (string?)null).SetProperty(row => row.FailedAt, (DateTimeOffset?)null), CancellationToken.None)
                    : own.ExecuteUpdateAsync(set => set.SetProperty(row => row.Fault, failure.Detail).SetProperty(row => row.FailedAt, now), CancellationToken.None));
            }
        }
    }

    private static MailboxName NameOf(StaffNoticeRow row) => new(row.Environment, row.Participant, row.Address);

    // One question to a mailbox where nothing has arrived, however many people it has.
    private static async IAsyncEnumerable<(StaffNoticeRow Row, List<MessageRow> Messages)> NewsAsync(NodeDb db, IEnumerable<StaffNoticeRow> rows, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var mailbox in rows.GroupBy(NameOf))
        {
            if (!await Arrived(db, mailbox.Key, mailbox.Min(row => row.ToldUntil), until).AnyAsync(cancellationToken))
            {
                continue;
            }

            foreach (var row in mailbox)
            {
                var messages = await Arrived(db, mailbox.Key, row.ToldUntil, until).OrderBy(message => message.ArrivedAt).Take(MostMessages).AsNoTracking().ToListAsync(cancellationToken);
                if (messages.Count > 0)
                {
                    yield return (row, messages);
                }
            }
        }
    }

    private static IQueryable<MessageRow> Arrived(NodeDb db, MailboxName mailbox, DateTimeOffset told, DateTimeOffset until)
    {
        // The id begins with the time at which the message came in. It may have waited for an administrator before it could be opened.
        var oldest = Guid.CreateVersion7(told - s_opening);
        return db.Messages.Where(message => message.Environment == mailbox.Environment && message.Participant == mailbox.Participant && message.OwnAddress == mailbox.Address
            && message.Id.CompareTo(oldest) >= 0 && message.Direction == Direction.Incoming && message.ArrivedAt > told && message.ArrivedAt <= until && message.DeletedAt == null);
    }

    // A receiver that is refused is its owner's affair, who sees it; a server that takes nothing is the administrators'.
    private async Task TellAsync(DeliveryOutcome.TryAgain? fault, bool isKnown, CancellationToken cancellationToken)
    {
        if (fault is not null)
        {
            await alarms.RaiseAsync(AlarmKinds.DeliveryFailing, AlarmList.AllEnvironments, Subject, fault.Detail, fault.Remedy, cancellationToken);
            _mayBeOpen = true;
        }
        else if (isKnown && _mayBeOpen)
        {
            await alarms.ClearAsync(AlarmKinds.DeliveryFailing, AlarmList.AllEnvironments, Subject, cancellationToken);
            _mayBeOpen = false;
        }
    }

    // The last morning of a working day that has passed.
    private static DateTimeOffset Morning(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, SwedishTime.Zone).DateTime;
        var day = DateOnly.FromDateTime(TimeOnly.FromDateTime(local) < s_morning ? local.AddDays(-1) : local);
        return SwedishTime.Midnight(SwedishDays.LastWorkingDay(day)) + s_morning.ToTimeSpan();
    }
}
