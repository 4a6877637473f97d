using SdkNode.Node.Mailboxes;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages;

/// <summary>The mailboxes that somebody may use, and how they stand.</summary>
internal sealed class IndexModel : ConsolePage
{
    /// <summary>The mailboxes, and how each stands.</summary>
    public IReadOnlyList<(OwnMailbox Mailbox, MailboxSummary Summary)> Mailboxes { get; private set; } = [];

    /// <summary>Whether they are of several environments.</summary>
    public bool SeveralEnvironments => Mailboxes.DistinctBy(line => line.Mailbox.Name.Environment).Skip(1).Any();

    /// <summary>The page.</summary>
    public async Task OnGetAsync()
    {
        var lines = new List<(OwnMailbox, MailboxSummary)>();
        var list = Get<MailboxList>();
        var limit = WorkingDays.OneAgo(Get<TimeProvider>().GetUtcNow());
        foreach (var mailbox in Get<OwnMailboxes>().Of(Person))
        {
            lines.Add((mailbox, (await list.SummariesAsync(mailbox.Name.Environment, mailbox.Name.Participant, [mailbox.Name.Address], limit, Cancelled))[0]));
        }

        Mailboxes = lines;
    }
}
