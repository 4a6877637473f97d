using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Hosting;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Mailbox;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words;
using SdkNode.Node.Ui.Words.Phrases;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Ui.Pages.Mailbox;

/// <summary>
/// A message that somebody writes. Every button posts the whole form, which is kept as a draft first; so all of it works without a
/// script, and nothing that has been written is lost.
/// </summary>
[NoFormBinding]
[IgnoreAntiforgeryToken] // DraftForm asks for the token itself: the framework would read the files to find it.
internal sealed class WriteModel : MailboxPage
{
    private const int MostReceivers = 100;
    private const int MostFiles = 50;

    /// <summary>The draft.</summary>
    public Draft Draft { get; private set; } = null!;

    /// <summary>The message that it answers or complements.</summary>
    public MessageRow? Original { get; private set; }

    /// <summary>Whether it answers or complements another message.</summary>
    public bool IsAnswer => Draft.Body.Answers is not null;

    /// <summary>What receivers were searched for.</summary>
    public string? Find { get; private set; }

    /// <summary>The receivers that were found; null: none were searched for.</summary>
    public IReadOnlyList<AddressBookHit>? Hits { get; private set; }

    /// <summary>Why it was not sent.</summary>
    public IReadOnlyList<Said> Faults { get; private set; } = [];

    /// <summary>Whether it was to be sent.</summary>
    public bool IsSend { get; private set; }

    /// <summary>Whether the text is shown as its receiver sees it.</summary>
    public bool IsPreview { get; private set; }

    /// <summary>How many octets all files may have: Base64 makes four of three.</summary>
    public long MostFileBytes => (Get<EnvironmentRuntimes>()[Mailbox.Name.Environment].Setup.Options.Limits.MaxOutgoingMessageBytes - 500_000) / 4 * 3;

    /// <summary>How many of them are left.</summary>
    public long LeftBytes => Math.Max(0, MostFileBytes - Draft.Body.Files.Sum(file => file.Bytes));

    /// <summary>The types of files that are taken, with blanks between; empty: all.</summary>
    public string FileTypes => Mailbox.Participant.FileTypes.Count == 0 ? "" : string.Join(' ', Mailbox.Participant.FileTypes.Prepend("application/pdf")).ToLowerInvariant();

    /// <summary>What has just been done.</summary>
    public string? DoneText => Done switch
    {
        "save" => L["Utkastet är sparat.", "The draft is saved."],
        "attach" => L["Filerna är uppladdade.", "The files are uploaded."],
        "detach" => L["Filen är borttagen.", "The file has been removed."],
        "add" => L["Mottagaren är vald.", "The receiver is chosen."],
        "drop" => L["Mottagaren är borttagen.", "The receiver has been removed."],
        _ => null,
    };

    /// <summary>The draft. Without one this is where somebody comes who signed in again after the button that begins one.</summary>
    public async Task<IActionResult> OnGetAsync(Guid? id, string? find, bool preview) => id is not { } known ? Redirect($"/m/{Key}") : await FindAsync(known) ? Show(find, preview) : NotFound();

    /// <summary>Begins one, or does what the button says.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? id)
    {
        if (id is null)
        {
            return await BeginAsync();
        }

        if (!await FindAsync(id.Value))
        {
            return NotFound();
        }

        if (await Get<DraftForm>().ReadAsync(HttpContext, LeftBytes) is not { } posted)
        {
            return BadRequest();
        }

        // 1. Keep what was written, whatever the button says and whatever is wrong with the files.
        var written = Written(posted.Fields);
        if (!int.TryParse(posted.Fields["version"], CultureInfo.InvariantCulture, out var version) || !await SaveAsync(version, written))
        {
            DropFiles(posted.Files);
            Draft = Draft with { Version = version, Body = written };
            return Refuse(L["Utkastet har ändrats eller skickats i ett annat fönster. Det som står här är inte sparat: kopiera det du behöver och läs in sidan på nytt.", "The draft has been changed or sent in another window. What stands here has not been saved: copy what you need and load the page again."]);
        }

        await FindAsync(id.Value);
        return Answered(await DoAsync(id.Value, posted), version + 1);
    }

    // The same once more, because the answer to the first did not arrive, is no change of somebody else's.
    private async Task<bool> SaveAsync(int version, DraftBody written) =>
        await Get<Drafts>().SaveAsync(Draft with { Version = version }, written, Cancelled) || (Draft.Version == version + 1 && Drafts.IsSame(Draft.Body, written));

    // The page's script goes there by itself: what it posted is not followed by a page that nobody sees.
    private IActionResult Answered(IActionResult done, int version)
    {
        if (done is not RedirectResult there || !Request.Headers.ContainsKey("Console-Form"))
        {
            return done;
        }

        Response.Headers["Console-Location"] = there.Url;
        Response.Headers["Console-Version"] = version.ToString(CultureInfo.InvariantCulture);
        return new NoContentResult();
    }

    // 2. What the button says.
    private async Task<IActionResult> DoAsync(Guid id, PostedDraft posted)
    {
        if (posted.TooLarge)
        {
            return Refuse(L[$"Filerna är för stora. Alla tillsammans får vara högst {Sizes.Of(MostFileBytes, L)}. Texten är sparad.", $"The files are too large. All together may have at most {Sizes.Of(MostFileBytes, L)}. The text is saved."]);
        }

        if (posted.HasNoRoom)
        {
            return Refuse(L["Noden har inte plats för fler filer just nu. Texten är sparad; försök igen om en stund. Administratören ser ett larm.", "The node has no room for more files now. The text is saved; try again in a while. The administrator sees an alarm."]);
        }

        // The Enter key searches where there is something to search for, and saves elsewhere.
        var find = posted.Fields["find"].ToString();
        var wanted = (posted.Fields["do"] == "enter" ? string.IsNullOrWhiteSpace(find) ? "save" : "find" : posted.Fields["do"].ToString()).Split('-', 2);
        if (Changed(posted, wanted) is not { } body)
        {
            DropFiles(posted.Files);
            return Page();
        }

        if (!ReferenceEquals(body, Draft.Body) && !await Get<Drafts>().SaveAsync(Draft, body, Cancelled))
        {
            return Refuse(L["Utkastet har ändrats i ett annat fönster. Läs in sidan på nytt.", "The draft has been changed in another window. Load the page again."]);
        }

        await FindAsync(id);
        return wanted[0] switch
        {
            "send" => await SendAsync(),
            "discard" => await DiscardAsync(),
            "find" => Redirect($"{Here}?find={Uri.EscapeDataString(find)}"),
            "preview" => Redirect($"{Here}?preview=true#preview"),
            _ => Redirect($"{Here}?done={Uri.EscapeDataString(wanted[0])}"),
        };
    }

    private string Here => $"/m/{Key}/write/{Draft.Id}";

    private async Task<IActionResult> BeginAsync()
    {
        if (!await IsOurFormAsync())
        {
            return BadRequest();
        }

        return await Get<Drafts>().BeginAsync(Mailbox.Name, Person.Id, new DraftBody { Person = Person.Name }, Cancelled) is { } draft
            ? Redirect($"/m/{Key}/write/{draft}")
            : Redirect($"/m/{Key}?done=full");
    }

    // No form with files begins a draft: the framework would put them in clear into a folder.
    private async Task<bool> IsOurFormAsync()
    {
        try
        {
            return Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true && await Get<IAntiforgery>().IsRequestValidAsync(HttpContext);
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    private PageResult Show(string? find, bool preview)
    {
        (Find, IsPreview) = (find, preview);
        Hits = string.IsNullOrWhiteSpace(find) ? null : Get<AddressBooks>().Find(Mailbox.Name.Environment).Search(new AddressBookQuery { Text = find, Count = 25 });
        return Page();
    }

    // What is not in the form, because it was cut off, stays as it was.
    private DraftBody Written(FormCollection fields) => Draft.Body with
    {
        Subject = fields.ContainsKey("subject") ? Line(fields["subject"], 256) : Draft.Body.Subject,
        Confidential = fields["confidential"].ToString() switch { "true" => true, "false" => false, _ => Draft.Body.Confidential },
        Text = fields.ContainsKey("text") ? Text(fields["text"]) : Draft.Body.Text,
        Reference = fields.ContainsKey("reference") ? Line(fields["reference"], 100) : Draft.Body.Reference,
        Person = fields.ContainsKey("person") ? Line(fields["person"], 100) : Draft.Body.Person,
    };

    // The draft as the button wants it; null: it can't be kept so, and Faults says why.
    private DraftBody? Changed(PostedDraft posted, string[] wanted)
    {
        var body = posted.Files.Count == 0 ? Draft.Body : Draft.Body with { Files = [.. Draft.Body.Files, .. posted.Files] };
        if (posted.Files.FirstOrDefault(file => !Mailbox.Participant.Accepts(file.Type)) is { } unwanted)
        {
            return Refused(L[$"Filen {unwanted.Name} är av typen {unwanted.Type}, som {Mailbox.Participant.Name} inte skickar. Spara den som PDF.", $"The file {unwanted.Name} is of the type {unwanted.Type}, which {Mailbox.Participant.Name} does not send. Save it as PDF."]);
        }

        if (body.Files.Count > MostFiles)
        {
            return Refused(L[$"Högst {MostFiles} filer får plats i ett meddelande.", $"A message holds at most {MostFiles} files."]);
        }

        return wanted switch
        {
            ["add", var address] => WithReceiver(body, address),
            ["drop", var number] => body with { Receivers = Without(body.Receivers, number) },
            ["detach", var number] => body with { Files = Without(body.Files, number) },
            _ => body,
        };
    }

    private DraftBody? WithReceiver(DraftBody body, string address)
    {
        var hit = Get<AddressBooks>().Find(Mailbox.Name.Environment).Addresses.FirstOrDefault(hit => hit.Address.Id == address);
        if (hit?.Organization.ParticipantIdentifier is not { } participant || IsAnswer)
        {
            return Refused(L["Mottagaren finns inte längre i adressboken.", "The receiver is no longer in the address book."]);
        }

        if (body.Receivers.Count >= MostReceivers)
        {
            return Refused(L[$"Högst {MostReceivers} mottagare.", $"At most {MostReceivers} receivers."]);
        }

        var receiver = new DraftReceiver(participant, hit.Address.Identifier, hit.Organization.Name, hit.Address.Name);
        return body.Receivers.Any(known => known.Participant == receiver.Participant && known.Address == receiver.Address) ? body : body with { Receivers = [.. body.Receivers, receiver] };
    }

    private async Task<IActionResult> SendAsync()
    {
        var missing = Missing(Draft.Body);
        if (missing.Count > 0)
        {
            (Faults, IsSend) = ([.. missing.Select(what => new Said(what))], true);
            return Page();
        }

        var done = await Get<DraftSending>().SendAsync(Mailbox, Draft, Person.Actor, Original, Cancelled);
        if (!done.TryGet(out var sent, out var faults))
        {
            IsSend = true;
            Faults = [.. faults.Select(Told)];
            return Page();
        }

        if (sent.Had.Count > 0)
        {
            var names = string.Join(", ", sent.Had.Select(receiver => receiver.Function.Length == 0 ? receiver.Organisation : $"{receiver.Organisation}, {receiver.Function}"));
            return Refuse(L[$"{names} har redan fått meddelandet. Ta bort den mottagaren och skicka igen.", $"{names} has the message already. Remove that receiver and send again."]);
        }

        return Redirect(sent.Accepted is [] ? $"/m/{Key}/sent?done=already-sent" : sent.Accepted is [var one] ? $"/m/{Key}/message/{one.Id}?done=sent" : $"/m/{Key}/waiting?done=sent");
    }

    private List<string> Missing(DraftBody body)
    {
        var missing = new List<string>();
        if (body.Receivers.Count == 0)
        {
            missing.Add(L["Välj minst en mottagare.", "Choose at least one receiver."]);
        }

        if (body.Subject.Length == 0)
        {
            missing.Add(L["Skriv en rubrik.", "Write a subject."]);
        }

        if (body.Confidential is null)
        {
            missing.Add(L["Välj om meddelandet innehåller uppgifter som omfattas av sekretess.", "Choose whether the message holds confidential information."]);
        }

        if (body.Text.Length == 0 && body.Files.Count == 0)
        {
            missing.Add(L["Skriv ett meddelande eller bifoga en fil.", "Write a message or attach a file."]);
        }

        if (IsAnswer && Original is null)
        {
            missing.Add(L["Meddelandet som du svarar på är borttaget eller går inte att läsa.", "The message that you answer has been removed or cannot be read."]);
        }

        return missing;
    }

    private async Task<IActionResult> DiscardAsync()
    {
        await Get<Drafts>().RemoveAsync(Draft.Id, Cancelled);
        return Redirect($"/m/{Key}?done=discarded");
    }

    private async Task<bool> FindAsync(Guid id)
    {
        if (await Get<Drafts>().FindAsync(Mailbox.Name, Person.Id, id, Cancelled) is not { } draft)
        {
            return false;
        }

        Draft = draft;
        Original = draft.Body.Answers is { } answers && await Get<MailboxList>().FindAsync(Mailbox.Name, answers, Cancelled) is { } item && Get<QueueView>().Line(item).Head is not null ? item.Message : null;
        return true;
    }

    // The rule's code stands before the words, for whoever is asked for help.
    private Said Told(IntakeIssue issue)
    {
        var said = Phrasebook.Say(issue.Text, L);
        return said with { Text = (issue with { Text = said.Text }).ToString() };
    }

    private PageResult Refuse(string fault)
    {
        Faults = [new Said(fault)];
        return Page();
    }

    private DraftBody? Refused(string fault)
    {
        Faults = [new Said(fault)];
        return null;
    }

    private void DropFiles(IReadOnlyList<DraftFile> files)
    {
        foreach (var file in files)
        {
            Get<ContentStore>().Delete(file.Content);
        }
    }

    private static List<T> Without<T>(IReadOnlyList<T> list, string number) =>
        [.. list.Where((_, i) => !(int.TryParse(number, CultureInfo.InvariantCulture, out var gone) && gone == i))];

    // One line, without what no message may hold.
    private static string Line(string? text, int most)
    {
        var line = Writable((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
    }

    private static string Text(string? text) => Writable((text ?? "").ReplaceLineEndings("\n").Where(letter => !char.IsControl(letter) || letter is '\n' or '\t')).Trim();

    // XML holds no halves of characters and no U+FFFE.
    private static string Writable(IEnumerable<char> letters) => string.Concat(string.Concat(letters).EnumerateRunes().Select(rune => rune.ToString()).Where(rune => rune != "\ufffd" && SdkMessageWriter.IsWritable(rune)));
}
