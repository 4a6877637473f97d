using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Api.Messages;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Pages.Mailbox;

/// <summary>One message: what stands in it, what has happened to it, what can be done with it.</summary>
internal sealed class MessageModel : MailboxPage
{
    // A name with the identifier that tells people of one name apart.
    private const int MostColleague = 500;
    private const int MostName = 100;

    /// <summary>The message and what people have done with it.</summary>
    public MailboxItem Item { get; private set; } = null!;

    /// <summary>Its header; null where it is gone.</summary>
    public OriginalMessage? Head { get; private set; }

    /// <summary>The other side.</summary>
    public Correspondent Other { get; private set; } = null!;

    /// <summary>Whether the person has taken it, or was given it by a colleague who knows no more than the name.</summary>
    public bool IsMine => Item.Marks?.Assignee is { } assignee && (assignee == Person.Actor || assignee.Equals(Person.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it should have been registered.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>What stands in it; null where it is gone.</summary>
    public SdkMessage? Letter { get; private set; }

    /// <summary>The conversation.</summary>
    public IReadOnlyList<QueueLine> Thread { get; private set; } = [];

    /// <summary>The notes.</summary>
    public IReadOnlyList<MailboxNote> Notes { get; private set; } = [];

    /// <summary>What has happened.</summary>
    public IReadOnlyList<MessageEventRow> Steps { get; private set; } = [];

    /// <summary>Who else works with the mailbox.</summary>
    public IReadOnlyList<string> Colleagues { get; private set; } = [];

    /// <summary>The number under which it is registered; null where it has none or it is damaged.</summary>
    public string? DiaryNumber { get; private set; }

    /// <summary>How it is registered, for the forms to bring back.</summary>
    public string Registration { get; private set; } = "";

    /// <summary>Whether the number that it has cannot be read any more.</summary>
    public bool IsNumberDamaged => DiaryNumber is null && Item.Marks?.DiaryNumber is not null;

    /// <summary>A note that was not taken, to be written anew.</summary>
    public string? NoteText { get; private set; }

    /// <summary>Why what was wished for was not done.</summary>
    public string? Fault { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "taken" => L["Du tar hand om meddelandet.", "You take care of the message."],
        "released" => L["Meddelandet är ledigt för kollegorna.", "The message is free for your colleagues."],
        "given" => L["Meddelandet är överlämnat.", "The message has been handed on."],
        "noted" => L["Anteckningen är sparad.", "The note is saved."],
        "registered" => L["Meddelandet är registrerat.", "The message is registered."],
        "reopened" => L["Registreringen är ångrad.", "The registration is undone."],
        "handed-over" => L["Överföringen är bekräftad. Meddelandet kan tas bort.", "The hand-over is confirmed. The message can be removed."],
        "sent" => L["Meddelandet är på väg.", "The message is on its way."],
        _ => null,
    };

    /// <summary>Whom it concerns, on both sides.</summary>
    public IEnumerable<KeyValuePair<string, MessageAttention>> Attentions
    {
        get
        {
            if (Head?.Sender is { } sender)
            {
                yield return new(L["Avsändarens", "The sender's"], sender);
            }

            if (Head?.Recipient is { } recipient)
            {
                yield return new(L["Mottagarens", "The receiver's"], recipient);
            }
        }
    }

    /// <summary>What is known of malicious content.</summary>
    public string ScanText => Get<NodeSetup>().VirusScan is null ? L["inte kontrollerad för skadlig kod", "not searched for malware"] : L["ingen skadlig kod hittad", "no malware found"];

    /// <summary>The page. To open a confidential message is on record; the first look marks it as read.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) ? await ShowAsync() : NotFound();

    /// <summary>The person takes it, from whom the page showed.</summary>
    public Task<IActionResult> OnPostTakeAsync(Guid id, string? seen) => AssignAsync(id, "taken", Person.Actor, seen);

    /// <summary>The person gives it back.</summary>
    public Task<IActionResult> OnPostReleaseAsync(Guid id, string? seen) => AssignAsync(id, "released", null, seen);

    /// <summary>The person gives it to a colleague: one of those who work here, whatever the letters' case, or somebody else by name.</summary>
    public async Task<IActionResult> OnPostGiveAsync(Guid id, string? to, string? seen)
    {
        if (!IsText(to, MostColleague) || to.Any(char.IsControl))
        {
            return await RefuseAsync(id, L["Skriv kollegans namn, högst 500 tecken.", "Write the colleague's name, at most 500 characters."]);
        }

        var known = (await Get<Colleagues>().OfAsync(Mailbox.Name, Cancelled)).FirstOrDefault(colleague => colleague.Equals(to.Trim(), StringComparison.OrdinalIgnoreCase));
        return await AssignAsync(id, "given", known ?? to.Trim(), seen);
    }

    /// <summary>The person notes something.</summary>
    public async Task<IActionResult> OnPostNoteAsync(Guid id, string? text)
    {
        // As the browser counts: a line break is one character.
        NoteText = text?.ReplaceLineEndings("\n");
        if (!IsText(NoteText, MailboxNotes.MostCharacters))
        {
            return await RefuseAsync(id, L["Skriv en anteckning på högst 4000 tecken.", "Write a note of at most 4000 characters."]);
        }

        if (!await FindAsync(id))
        {
            return NotFound();
        }

        return await Get<MailboxNotes>().AddAsync(Item.Message.Id, Person.Actor, NoteText.Trim(), Cancelled)
            ? Redirect(Here("noted"))
            : await RefuseAsync(id, L[$"Meddelandet har redan {MailboxNotes.Most} anteckningar. Fler får inte plats.", $"The message has {MailboxNotes.Most} notes already. There is no room for more."]);
    }

    /// <summary>It is registered, where it is still registered as the page showed.</summary>
    public Task<IActionResult> OnPostRegisterAsync(Guid id, string? diary, string? seen) => !IsText(diary, MostName) || diary.Any(char.IsControl)
        ? RefuseAsync(id, L["Skriv diarienumret, högst 100 tecken.", "Write the diary number, at most 100 characters."])
        : ByRegistrarAsync(
            id,
            "registered",
            L[$"En kollega har hunnit före: registreringen är ändrad sedan du öppnade sidan. Ditt nummer, {diary.Trim()}, är inte sparat.", $"A colleague was first: the registration has been changed since you opened the page. Your number, {diary.Trim()}, has not been saved."],
            marks => marks.RegisteredAsync(Item.Message.Id, diary.Trim(), seen ?? "", Person.Actor, Cancelled));

    /// <summary>It is not taken care of after all, where it is still registered as the page showed.</summary>
    public Task<IActionResult> OnPostReopenAsync(Guid id, string? seen) => ByRegistrarAsync(
        id,
        "reopened",
        L["En kollega har hunnit före: registreringen är ändrad sedan du öppnade sidan. Inget är ångrat.", "A colleague was first: the registration has been changed since you opened the page. Nothing has been undone."],
        marks => marks.ReopenAsync(Item.Message.Id, seen ?? "", Person.Actor, Cancelled));

    /// <summary>It has been taken over elsewhere.</summary>
    public Task<IActionResult> OnPostHandedOverAsync(Guid id, bool sure) => sure
        ? ByRegistrarAsync(id, "handed-over", "", marks => marks.HandedOverAsync(Item.Message.Id, Person.Actor, Cancelled))
        : RefuseAsync(id, L["Bekräfta att meddelandet är sparat där det ska ligga.", "Confirm that the message is saved where it belongs."]);

    /// <summary>It is removed for everybody.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, bool sure)
    {
        if (!MayRegister || !await FindAsync(id))
        {
            return NotFound();
        }

        if (!sure || Item.Marks?.HandedOverAt is null)
        {
            return await RefuseAsync(id, L["Bekräfta först att meddelandet är överfört.", "Confirm first that the message has been handed over."]);
        }

        if (await Get<ClientMessages>().DeleteAsync(Item.Message.Id, Person.Actor, Cancelled) is not { } contents)
        {
            return await RefuseAsync(id, L["Meddelandet är inte färdigkvitterat än. Försök igen om en stund.", "The message's receipt is still on its way. Try again in a while."]);
        }

        foreach (var content in contents)
        {
            Get<ContentStore>().Delete(content);
        }

        return Redirect($"/m/{Key}?done=removed");
    }

    /// <summary>Begins an answer or a complement.</summary>
    public async Task<IActionResult> OnPostAnswerAsync(Guid id)
    {
        if (!await FindAsync(id) || Head is null)
        {
            return NotFound();
        }

        var row = Item.Message;
        var body = new DraftBody
        {
            Answers = row.Id,
            Subject = Head.Label ?? "",

            // What is confidential stays so; elsewhere whoever answers says it, since the answer may hold more.
            Confidential = Head.Confidentiality ? true : null,
            Reference = (Head.IsIncoming ? null : Head.Sender?.References is [var own, ..] ? own.Id.Extension : null) ?? "",
            Receivers = [new DraftReceiver(Head.IsIncoming ? row.From : row.To, (Head.IsIncoming ? Head.Sender : Head.Recipient)?.SubOrganization.Extension ?? "", Other.Organisation, Other.Function ?? "")],
        };
        return await Get<Drafts>().BeginAsync(Mailbox.Name, Person.Id, body, Cancelled) is { } draft ? Redirect($"/m/{Key}/write/{draft}") : Redirect($"/m/{Key}?done=full");
    }

    /// <summary>The address of a file.</summary>
    public string FilePath(MessageFile file) => $"/m/{Key}/message/{Item.Message.Id}/file/{file.Number}";

    private string Here(string done) => $"/m/{Key}/message/{Item.Message.Id}?done={done}";

    // The script looks for new events: there is nothing else in the answer, so nothing is opened and nobody has done anything.
    private bool IsRefresh => Sessions.IsRefresh(Request);

    private async Task<bool> FindAsync(Guid id)
    {
        if (await Get<MailboxList>().FindAsync(Mailbox.Name, id, Cancelled) is not { } item)
        {
            return false;
        }

        var line = Get<QueueView>().Line(item);
        (Item, Head, Other, IsOverdue) = (item, line.Head, line.Other, line.IsOverdue);
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        var row = Item.Message;
        if (!IsRefresh)
        {
            Letter = await Get<MessageFiles>().ReadAsync(row, Cancelled);
        }

        if (!IsRefresh && (Letter?.Confidentiality ?? Head?.Confidentiality) == true)
        {
            await Get<AccessLog>().OpenedAsync(row.Environment, row.Participant, Person.Actor, row.XheId, Cancelled);
        }

        if (IsRefresh)
        {
            Head = Head is null ? null : Head with { Sender = null, Recipient = null };
        }
        else if (row.Direction == Direction.Incoming && !Item.IsRead)
        {
            await Get<MailboxMarks>().ReadAsync(row.Id, Person.Actor, Cancelled);
        }

        var view = Get<QueueView>();
        Thread = [.. (await Get<MailboxList>().ThreadAsync(Mailbox.Name, row, Cancelled)).Select(view.Line)];
        Notes = IsRefresh ? [] : await Get<MailboxNotes>().OfAsync(row.Id, Cancelled);
        Steps = [.. (await Get<ClientMessages>().EventsAsync([row], Cancelled))[row.Id]];
        Colleagues = [.. (await Get<Colleagues>().OfAsync(Mailbox.Name, Cancelled)).Where(colleague => colleague != Person.Actor)];
        if (!IsRefresh)
        {
            (DiaryNumber, Registration) = (Get<MailboxMarks>().NumberOf(Item.Marks), Get<MailboxMarks>().RegistrationOf(Item.Marks));
        }

        return Page();
    }

    private Task<IActionResult> AssignAsync(Guid id, string done, string? to, string? seen) => MarkAsync(
        id,
        done,
        L["En kollega har hunnit före. Här står vem som tar hand om meddelandet nu; inget är ändrat.", "A colleague was first. Here stands who takes care of the message now; nothing has been changed."],
        marks => marks.ReassignAsync(Item.Message.Id, to, seen, Person.Actor, Cancelled));

    private async Task<IActionResult> ByRegistrarAsync(Guid id, string done, string changed, Func<MailboxMarks, Task<MarkOutcome>> mark) =>
        MayRegister ? await MarkAsync(id, done, changed, mark) : NotFound();

    private async Task<IActionResult> MarkAsync(Guid id, string done, string changed, Func<MailboxMarks, Task<MarkOutcome>> mark) =>
        !await FindAsync(id) ? NotFound() : await mark(Get<MailboxMarks>()) switch
        {
            MarkOutcome.Done => Redirect(Here(done)),
            MarkOutcome.Changed => await RefuseAsync(id, changed),
            _ => NotFound(),
        };

    private async Task<IActionResult> RefuseAsync(Guid id, string fault)
    {
        Fault = fault;
        return await FindAsync(id) ? await ShowAsync() : NotFound();
    }

    private static bool IsText([NotNullWhen(true)] string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
}
