using SdkNode.Node.AddressBook;
using SdkNode.Node.Api.Messages;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>Which part of a mailbox a page lists.</summary>
internal enum QueueTab
{
    /// <summary>Arrived and not registered.</summary>
    Open,

    /// <summary>Of these, read by nobody.</summary>
    New,

    /// <summary>Of these, mine.</summary>
    Mine,

    /// <summary>Of these, older than a working day.</summary>
    Overdue,

    /// <summary>Arrived and registered.</summary>
    Registered,

    /// <summary>Sent and not ended.</summary>
    Waiting,

    /// <summary>Sent and failed.</summary>
    Failed,

    /// <summary>Sent.</summary>
    Sent,
}

/// <summary>A message in a list, its header opened.</summary>
/// <param name="Item">The message and what people have done with it.</param>
/// <param name="Head">Its header; null where it is gone or damaged.</param>
/// <param name="Other">The other side.</param>
/// <param name="IsOverdue">Whether it should have been registered.</param>
internal sealed record QueueLine(MailboxItem Item, OriginalMessage? Head, Correspondent Other, bool IsOverdue);

/// <summary>A page of a list.</summary>
/// <param name="Lines">The messages, newest first.</param>
/// <param name="Next">What the next page begins after; null: there is none.</param>
/// <param name="Searched">How many messages were looked through for the words; null: there were none.</param>
internal sealed record QueuePage(IReadOnlyList<QueueLine> Lines, Guid? Next, int? Searched);

/// <summary>Lists and searches the messages of a mailbox.</summary>
internal sealed class QueueView(MailboxList list, HeadCipher heads, Correspondents correspondents, TimeProvider clock, ILogger<QueueView> logger)
{
    /// <summary>How many messages a page has.</summary>
    public const int PerPage = 50;

    /// <summary>How many messages are looked through for words at a time: headers are sealed, so each is opened.</summary>
    public const int MostSearched = 2000;

    /// <summary>A page of a list; with words those that have all of them in subject, people, references, organisation, function or id.</summary>
    public async Task<QueuePage> PageAsync(MailboxName mailbox, QueueTab tab, StaffMember person, string? words, Guid? after, CancellationToken cancellationToken)
    {
        var wanted = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var filter = Filter(mailbox, tab, person) with { After = after, Count = wanted.Length == 0 ? PerPage + 1 : MostSearched };
        if (wanted is [var only] && Guid.TryParse(only, out var id) && await list.FindAsync(mailbox, id, cancellationToken) is { } exact)
        {
            return new QueuePage([Line(exact)], null, null);
        }

        var items = await list.ListAsync(filter, cancellationToken);
        if (wanted.Length == 0)
        {
            return new QueuePage([.. items.Take(PerPage).Select(Line)], items.Count > PerPage ? items[PerPage - 1].Message.Id : null, null);
        }

        var found = new List<QueueLine>();
        var searched = 0;
        while (searched < items.Count && found.Count < PerPage)
        {
            var line = Line(items[searched++]);
            if (wanted.All(word => Has(line, word)))
            {
                found.Add(line);
            }
        }

        var isMore = searched < items.Count || items.Count == MostSearched;
        return new QueuePage(found, isMore ? items[searched - 1].Message.Id : null, searched);
    }

    /// <summary>One message of a list.</summary>
    public QueueLine Line(MailboxItem item) => new(
        item,
        Head(item.Message),
        correspondents.Of(item.Message),
        item.Message.Direction == Direction.Incoming && !item.IsHandled && item.Message.ArrivedAt < WorkingDays.OneAgo(clock.GetUtcNow()));

    // One that is damaged hides no other.
    private OriginalMessage? Head(MessageRow row) => row.Head is { } head && heads.TryOpen(row.Id, head, logger) is { } opened ? OriginalMessage.Read(row, opened) : null;

    private MailboxFilter Filter(MailboxName mailbox, QueueTab tab, StaffMember person) => tab switch
    {
        QueueTab.New => new(mailbox) { State = MailboxState.Unread },
        QueueTab.Mine => new(mailbox) { State = MailboxState.Open, Assignees = [person.Actor, person.Name] },
        QueueTab.Overdue => new(mailbox) { State = MailboxState.Open, ArrivedBefore = WorkingDays.OneAgo(clock.GetUtcNow()) },
        QueueTab.Registered => new(mailbox) { State = MailboxState.Handled },
        QueueTab.Waiting => new(mailbox) { State = MailboxState.Waiting },
        QueueTab.Failed => new(mailbox) { State = MailboxState.Failed },
        QueueTab.Sent => new(mailbox) { State = MailboxState.Sent },
        _ => new(mailbox) { State = MailboxState.Open },
    };

    private static bool Has(QueueLine line, string word) =>
        Texts(line).Any(text => text?.Contains(word, StringComparison.CurrentCultureIgnoreCase) == true);

    private static IEnumerable<string?> Texts(QueueLine line) =>
    [
        line.Head?.Label, line.Other.Organisation, line.Other.Function, line.Item.Message.XheId, line.Item.Marks?.Assignee,
        .. new[] { line.Head?.Sender, line.Head?.Recipient }.OfType<Envelope.SdkMessages.MessageAttention>().SelectMany(attention => (IEnumerable<string?>)
        [
            attention.SubOrganizationLabel,
            .. attention.References.SelectMany(reference => new[] { reference.Id.Extension, reference.Label }),
            .. attention.Persons.SelectMany(person => new[] { person.Label, person.Id?.Extension }),
        ]),
    ];
}
