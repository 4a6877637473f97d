using SdkNode.Node.Mailboxes;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Mailbox;

/// <summary>What somebody has begun to write.</summary>
internal sealed class DraftsListModel : MailboxPage
{
    /// <summary>The drafts.</summary>
    public IReadOnlyList<Draft> List { get; private set; } = [];

    /// <summary>The page.</summary>
    public async Task OnGetAsync() => List = await Get<Drafts>().ListAsync(Mailbox.Name, Person.Id, Cancelled);
}
