using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Mailbox;

/// <summary>A part of a mailbox: what has arrived, what was sent.</summary>
internal sealed class ListModel : MailboxPage
{
    /// <summary>The part.</summary>
    public QueueTab Tab { get; private set; }

    /// <summary>What is searched for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    /// <summary>The messages.</summary>
    public QueuePage Queue { get; private set; } = new([], null, null);

    /// <summary>How many drafts the person has here.</summary>
    public int DraftCount { get; private set; }

    /// <summary>Whether the part is of sent messages.</summary>
    public bool IsOfSent => Tab is QueueTab.Sent or QueueTab.Waiting or QueueTab.Failed;

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "removed" => L["Meddelandet är borttaget.", "The message has been removed."],
        "discarded" => L["Utkastet är kastat.", "The draft has been discarded."],
        "already-sent" => L["Meddelandet var redan skickat. Det står bland de skickade.", "The message had been sent already. It stands among the sent ones."],
        "full" => L["Du har så många utkast som får plats här. Skicka eller kasta några av dem först.", "You have as many drafts as there is room for here. Send or discard some of them first."],
        "sent" => L["Meddelandena är på väg. De står under Väntar på meddelandekvittens tills mottagarna har tagit emot dem.", "The messages are on their way. They stand under Waiting for receipt until their receivers have taken them."],
        _ => null,
    };

    /// <summary>What stands where there are no messages.</summary>
    public string EmptyText => Words is { Length: > 0 } ? L["Inget meddelande passar.", "No message fits."] : Tab switch
    {
        QueueTab.Open => L["Allt är registrerat.", "Everything is registered."],
        QueueTab.Failed => L["Inget har misslyckats.", "Nothing has failed."],
        QueueTab.Overdue => L["Inget har väntat längre än en arbetsdag.", "Nothing has waited for longer than a working day."],
        _ => L["Här finns inget.", "There is nothing here."],
    };

    /// <summary>The page.</summary>
    public async Task<IActionResult> OnGetAsync(string? tab, Guid? after)
    {
        Tab = Enum.TryParse<QueueTab>(tab, ignoreCase: true, out var known) ? known : QueueTab.Open;
        Queue = await Get<QueueView>().PageAsync(Mailbox.Name, Tab, Person, Words, after, Cancelled);
        DraftCount = await Get<Drafts>().CountAsync(Mailbox.Name, Person.Id, Cancelled);
        return Page();
    }

    /// <summary>The address of a part.</summary>
    public string PathOf(QueueTab tab) => tab == QueueTab.Open ? $"/m/{Key}" : $"/m/{Key}/{tab.ToString().ToLowerInvariant()}";

    /// <summary>What a part is called.</summary>
    public string TabName(QueueTab tab) => tab switch
    {
        QueueTab.Open => L["Att registrera", "To register"],
        QueueTab.New => L["Olästa", "Unread"],
        QueueTab.Mine => L["Mina", "Mine"],
        QueueTab.Overdue => L["Äldre än en arbetsdag", "Overdue"],
        QueueTab.Registered => L["Registrerade", "Registered"],
        QueueTab.Waiting => L["Väntar på meddelandekvittens", "Waiting for receipt"],
        QueueTab.Failed => L["Misslyckade", "Failed"],
        _ => L["Skickade", "Sent"],
    };
}
