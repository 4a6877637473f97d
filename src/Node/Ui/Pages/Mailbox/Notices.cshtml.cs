using Microsoft.AspNetCore.Mvc;
using SdkNode.Adapters.Mail;
using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Mailbox;

/// <summary>Whether the person hears by mail of what arrives in the mailbox.</summary>
internal sealed class NoticesModel : MailboxPage
{
    private const int MostMail = 200;

    /// <summary>What the person has chosen; null: nothing.</summary>
    public StaffNoticeRow? Choice { get; private set; }

    /// <summary>Why the choice was not kept.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the node can mail at all.</summary>
    public bool CanMail => Get<NodeSetup>().Mail is not null;

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done == "saved" ? L["Ditt val är sparat.", "Your choice has been saved."] : null;

    /// <summary>The page.</summary>
    public async Task OnGetAsync() => Choice = await Get<StaffNotices>().FindAsync(Mailbox.Name, Person.Id, Cancelled);

    /// <summary>Keeps the choice. Where the sign-in names an address letters go there and nowhere else.</summary>
    public async Task<IActionResult> OnPostAsync(string? mode, string? mail)
    {
        var address = Person.Mail ?? (mail ?? "").Trim();
        if (mode is not ("now" or "digest"))
        {
            await Get<StaffNotices>().EndAsync(Mailbox.Name, Person.Id, Cancelled);
        }
        else if (address.Length > MostMail || !SmtpMailer.IsAddress(address))
        {
            Fault = L["Skriv din e-postadress, till exempel karin.lind@kristinehamn.se.", "Write your mail address, such as karin.lind@kristinehamn.se."];
            await OnGetAsync();
            return Page();
        }
        else
        {
            await Get<StaffNotices>().ChooseAsync(Mailbox.Name, Person.Id, address, mode == "digest", Cancelled);
        }

        return Redirect($"/m/{Key}/notices?done=saved");
    }
}
