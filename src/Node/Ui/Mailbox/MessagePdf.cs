using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Administration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Pdf;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>A message with its receipts and timeline as one PDF, for archives that take no zip. Its files are named with their SHA-256, which ties them to it.</summary>
internal sealed class MessagePdf(MessageFiles files, MessageStore store, ClientMessages messages, MailboxTexts texts, Correspondents correspondents, TimeProvider clock)
{
    // Whoever sends more is read in the zip.
    private const int MostCharacters = 500_000;

    /// <summary>Makes it.</summary>
    public async Task<byte[]> MakeAsync(OwnMailbox mailbox, MailboxItem item, SdkMessage message, Language l, CancellationToken cancellationToken)
    {
        var row = item.Message;
        var digests = await files.DigestsAsync(row, cancellationToken);
        var receipts = await store.ReceiptsAsync(row, cancellationToken);
        var steps = (await messages.EventsAsync([row], cancellationToken))[row.Id];
        using var sheets = new PdfSheets(TitleOf(message, l), l.Code, $"{row.XheId} · {l["utskrivet", "printed"]} {SwedishTime.Minute(clock.GetUtcNow())}");
        Head(sheets, mailbox, item, message, l);
        Content(sheets, message, digests, l);
        sheets.Heading(l["Meddelandekvittenser", "Message receipts"]);
        foreach (var receipt in receipts)
        {
            sheets.Fact(SwedishTime.Minute(receipt.CreatedAt), $"{receipt.Verdict} · {receipt.XheId} · {receipt.PeerParty}");
        }

        sheets.Heading(l["Händelser", "What has happened"]);
        foreach (var step in steps)
        {
            sheets.Fact(SwedishTime.Minute(step.At), StepWords.Of(step.Code, step.Title, step.Detail, l).Text);
        }

        return sheets.End();
    }

    private void Head(PdfSheets sheets, OwnMailbox mailbox, MailboxItem item, SdkMessage message, Language l)
    {
        var row = item.Message;
        var incoming = row.Direction == Direction.Incoming;
        var other = correspondents.Of(row);
        var (ours, theirs) = ($"{mailbox.Participant.Name}, {mailbox.Title}", other.Function is null ? other.Organisation : $"{other.Organisation}, {other.Function}");
        sheets.Heading(TitleOf(message, l), isTitle: true);
        sheets.Fact(l["Sekretess", "Confidential"], message.Confidentiality ? l["Ja", "Yes"] : l["Nej", "No"]);
        sheets.Fact(l["Från", "From"], $"{(incoming ? theirs : ours)} ({row.From})");
        sheets.Fact(l["Till", "To"], $"{(incoming ? ours : theirs)} ({row.To})");
        sheets.Fact(incoming ? l["Inkom", "Arrived"] : l["Skrevs", "Written"], SwedishTime.Minute(row.ArrivedAt ?? row.CreatedAt));
        sheets.Fact(l["Läge", "State"], StatusNames.Of(row, item, l));
        sheets.Fact(l["Diarienummer", "Diary number"], item.Marks?.DiaryNumber is { } diary ? texts.Open(row.Id, diary) ?? l["går inte att läsa", "cannot be read"] : null);
        foreach (var (name, attention) in new[] { (l["Avsändaren", "Sender"], message.Sender.Attention), (l["Mottagaren", "Recipient"], message.Recipient.Attention) })
        {
            sheets.Fact($"{name}, {l["referens", "reference"]}", attention is null ? null : string.Join("; ", attention.References.Select(reference => reference.Label is null ? reference.Id.Extension : $"{reference.Id.Extension} ({reference.Label})")));
            sheets.Fact($"{name}, {l["person", "person"]}", attention is null ? null : string.Join("; ", attention.Persons.Select(person => person.Label ?? person.Id?.Extension)));
        }

        sheets.Fact(l["Meddelande-id", "Message id"], row.XheId);
        sheets.Fact(l["Konversation", "Conversation"], row.ConversationId);
        sheets.Fact("AS4", row.As4MessageId);
    }

    private static string TitleOf(SdkMessage message, Language l) => message.Label ?? l["(utan rubrik)", "(no subject)"];

    private static void Content(PdfSheets sheets, SdkMessage message, IReadOnlyDictionary<int, string> digests, Language l)
    {
        var left = MostCharacters;
        foreach (var document in message.Documents)
        {
            sheets.Heading(document.Name ?? l["Meddelande", "Message"]);
            foreach (var text in document.Texts)
            {
                var isWhole = left > 0 && sheets.Text(text.Length <= left ? text : text[..(char.IsHighSurrogate(text[left - 1]) ? left - 1 : left)]) && text.Length <= left;
                left = isWhole ? left - text.Length : 0;
                if (!isWhole)
                {
                    sheets.Heading(l["Texten är längre. Hela finns i zip-filen.", "The text is longer. All of it is in the zip file."]);
                    break;
                }
            }

            if (document.Files.Count > 0)
            {
                sheets.Heading(l["Bilagor", "Attachments"]);
            }

            foreach (var file in document.Files)
            {
                sheets.Fact(Sizes.Of(file.Length, l), $"{Brief.Of(file.FileName)} · {Brief.Of(file.ContentType)} · SHA-256 {digests.GetValueOrDefault(file.Number)}");
            }
        }
    }
}
