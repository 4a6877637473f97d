using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Mailbox;

namespace SdkNode.Node.Demo;

/// <summary>Fills the mailboxes of both organisations, as a morning would: made-up letters between their functions, some of them read, one of them taken.</summary>
internal sealed class DemoInbox(DemoRun run)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private static readonly Letter[] s_toKristinehamn =
    [
        new("varmland.ortopedi", "kristinehamn.hemsjukvard", "Utskrivning: fortsatt omvårdnad i hemmet", true, "Dr Lena Falk", "ORT 2026-3391", "utskrivning.pdf", "# Utskrivning\n\nPatienten skrivs ut på **fredag** och behöver:\n\n- omläggning två gånger i veckan\n- hjälpmedel enligt bifogad lista\n\nRing gärna om något är oklart."),
        new("varmland.bup", "kristinehamn.elevhalsa", "Återkoppling efter utredning", true, "Jonas Rask", "BUP 2026-871", "sammanfattning.pdf", "Hej!\n\nUtredningen är klar. Sammanfattningen bifogas. Vi föreslår ett *gemensamt möte* med skolan före jul."),
        new("varmland.vardcentral.kristinehamn", "kristinehamn.bistand", "Läkarintyg inför biståndsbedömning", true, "Sara Nyberg", "VC 2026-5120", "intyg.pdf", "Intyget bifogas enligt er begäran."),
        new("varmland.patientnamnd", "kristinehamn.registratur", "Begäran om yttrande i ett ärende", true, "Eva Modig", "PN 2026-118", null, "Patientnämnden har tagit emot ett klagomål som också rör kommunens hemsjukvård.\n\n1. Vad är kommunens syn på händelsen?\n2. Har den lett till någon åtgärd?\n\nVi önskar svar inom fyra veckor."),
        new("varmland.registratur", "kristinehamn.registratur", "Remiss: regional handlingsplan för psykisk hälsa", false, "", "RV 2026-2204", "handlingsplan.pdf", "Regionen inbjuder kommunen att yttra sig över bifogat förslag."),
        new("varmland.registratur", "kristinehamn.bygglov", "Fråga om framkomlighet för ambulans", false, "Per Dahl", "RV 2026-2210", null, "Kan ni bekräfta att vägen till det nya området får bärighet för utryckningsfordon?"),
    ];

    private static readonly Letter[] s_toTheRegion =
    [
        new("kristinehamn.elevhalsa", "varmland.bup", "Remiss för utredning", true, "Ali Haddad", "EH 2026-77", "remiss.pdf", "Vi remitterar en elev i årskurs 5. Vårdnadshavarnas samtycke bifogas."),
        new("kristinehamn.barn-och-familj", "varmland.vardcentral.kristinehamn", "Begäran om journalkopior", true, "Karin Lind", "SN 2026-431", null, "Vi begär kopior av journalen för perioden januari till oktober, med stöd av bifogat samtycke i tidigare meddelande."),
        new("kristinehamn.hemsjukvard", "varmland.vardcentral.kristinehamn", "Fråga om läkemedelslista", true, "Karin Lind", "HSV 2026-902", null, "Listan som vi har stämmer inte med den som patienten visar. Vilken gäller?"),
        new("kristinehamn.registratur", "varmland.registratur", "Svar på remiss: kollektivtrafik i östra Värmland", false, "", "KS 2026-288", "yttrande.pdf", "Kommunens yttrande bifogas."),
    ];

    /// <summary>Sends the letters and waits until they have arrived.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var node in new[] { run.A, run.B })
        {
            // The first copy comes a while after the start, and with it the names: now it is wanted at once.
            if (!node.Get<AddressBook.AddressBooks>().Find(DemoServices.Environment).Knows)
            {
                await node.Get<AddressBook.AddressBookSync>().SyncAsync(DemoServices.Environment, acceptShrunken: false, cancellationToken);
            }
        }

        await Task.WhenAll(SendAsync(run.B, run.A, s_toKristinehamn, "Lars Holm (lars.holm)", cancellationToken), SendAsync(run.A, run.B, s_toTheRegion, "Karin Lind (karin.lind)", cancellationToken));
        var arrived = await ArrivedAsync(run.A, "kristinehamn.registratur", 2, cancellationToken);
        if (arrived.FirstOrDefault(item => item.Message.OtherAddress == "varmland.patientnamnd") is { } taken)
        {
            var marks = run.A.Get<MailboxMarks>();
            await marks.ReadAsync(taken.Message.Id, "Karin Lind (karin.lind)", cancellationToken);
            await marks.AssignAsync(taken.Message.Id, "Karin Lind (karin.lind)", "Karin Lind (karin.lind)", cancellationToken);
            await run.A.Get<MailboxNotes>().AddAsync(taken.Message.Id, "Karin Lind (karin.lind)", "Skickat internt till socialförvaltningen för synpunkter.", cancellationToken);
        }

        await ArrivedAsync(run.B, run.B.Party.Function, 2, cancellationToken);
    }

    private static async Task SendAsync(DemoNode from, DemoNode to, IEnumerable<Letter> letters, string author, CancellationToken cancellationToken)
    {
        foreach (var letter in letters)
        {
            var participant = from.Get<NodeSetup>().Environments[0].Participants[0];
            var mailbox = new OwnMailbox("", new MailboxName(DemoServices.Environment, participant.Id.Value, letter.From), from.Get<AddressBook.AddressBooks>().Find(DemoServices.Environment).AddressName(participant.Id, letter.From) ?? letter.From, participant);
            var body = new DraftBody
            {
                Receivers = [new DraftReceiver(to.Party.Participant, letter.To, to.Party.Name, letter.To)],
                Subject = letter.Subject,
                Confidential = letter.Confidential,
                Text = letter.Text,
                Reference = letter.Reference,
                Person = letter.Person,
                Files = letter.File is null ? [] : [await FileAsync(from, letter, cancellationToken)],
            };
            var drafts = from.Get<Drafts>();
            var id = await drafts.BeginAsync(mailbox.Name, author, body, cancellationToken);
            await from.Get<DraftSending>().SendAsync(mailbox, (await drafts.FindAsync(mailbox.Name, author, id!.Value, cancellationToken))!, author, original: null, cancellationToken);
        }
    }

    private static async Task<DraftFile> FileAsync(DemoNode from, Letter letter, CancellationToken cancellationToken)
    {
        var pdf = SmallPdf.Make(letter.Subject, [from.Party.Name, "", "Detta är ett påhittat dokument från sdknode demo."]);
        await using var writer = from.Get<ContentStore>().Create();
        await writer.WriteAsync(pdf, cancellationToken);
        await writer.CompleteAsync(cancellationToken);
        return new DraftFile(writer.Id, letter.File!, "application/pdf", pdf.Length);
    }

    private static async Task<IReadOnlyList<MailboxItem>> ArrivedAsync(DemoNode node, string address, int count, CancellationToken cancellationToken)
    {
        var filter = new MailboxFilter(new MailboxName(DemoServices.Environment, node.Party.Participant, address));
        for (var waited = TimeSpan.Zero; waited < s_longest; waited += s_step)
        {
            if (await node.Get<MailboxList>().ListAsync(filter, cancellationToken) is { } items && items.Count >= count && items.All(item => item.Message.Status == MessageStatus.New))
            {
                return items;
            }

            await Task.Delay(s_step, cancellationToken);
        }

        return [];
    }

    private sealed record Letter(string From, string To, string Subject, bool Confidential, string Person, string Reference, string? File, string Text);
}
