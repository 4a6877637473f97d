using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Mailbox;

/// <summary>What somebody has begun to write.</summary>
internal sealed class DraftsListModel : MailboxPage
{
    /// <summary>The drafts.</summary>
    public IReadOnlyList<DraftLine> List { get; private set; } = [];

    /// <summary>The page.</summary>
    public async Task OnGetAsync() => List = await Get<Drafts>().ListAsync(Mailbox.Name, Person.Id, Cancelled);

    /// <summary>Throws a draft away that nobody can read any more.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(Guid id) =>
        await Get<Drafts>().DiscardAsync(Mailbox.Name, Person.Id, id, Cancelled) ? Redirect($"/m/{Key}?done=discarded") : NotFound();
}
