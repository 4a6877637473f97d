using SdkNode.Adapters.Mail;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes.Notices;

/// <summary>
/// The letters to people of a functional address. Mail is readable to every server on its way: they say which organisations sent
/// something to which function and where to read it; no subject, no person, no reference.
/// </summary>
internal sealed class StaffLetters(Correspondents correspondents, MailboxLinks links)
{
    private const int MostLines = 20;

    /// <summary>The letter about what has just arrived in one mailbox.</summary>
    public MailText Arrived(string to, IReadOnlyList<MessageRow> messages)
    {
        var function = links.TitleOf(MailboxLinks.NameOf(messages[0]));
        var senders = messages.Select(Sender).ToList();
        var subject = messages.Count == 1 ? $"Du har fått ett säkert meddelande från {senders[0]}" : $"Du har fått {messages.Count} säkra meddelanden till {function}";
        string[] lines =
        [
            .. messages.Zip(senders, (message, sender) => $"Ett säkert meddelande har kommit till {function} från {sender}, {SwedishTime.Minute(message.ArrivedAt ?? message.CreatedAt)}.").Take(MostLines),
            .. messages.Count > MostLines ? [$"Och {messages.Count - MostLines} till."] : Array.Empty<string>(),
            .. End(links.Mailbox(MailboxLinks.NameOf(messages[0]))),
        ];
        return new MailText([to], subject, string.Join('\n', lines) + "\n");
    }

    /// <summary>The letter of a morning about all mailboxes of a person.</summary>
    public MailText Digest(string to, IReadOnlyList<(MailboxName Mailbox, int Count)> mailboxes)
    {
        var count = mailboxes.Sum(mailbox => mailbox.Count);
        string[] lines =
        [
            "Sedan det förra mejlet har det kommit:",
            .. mailboxes.Take(MostLines).Select(mailbox => $"- {mailbox.Count} till {links.TitleOf(mailbox.Mailbox)}"),
            .. End(links.Start),
        ];
        return new MailText([to], count == 1 ? "Du har fått ett säkert meddelande" : $"Du har fått {count} säkra meddelanden", string.Join('\n', lines) + "\n");
    }

    private string Sender(MessageRow message) => TerminalText.Printable(correspondents.Of(message).Organisation);

    private static string[] End(Uri? link) =>
    [
        link is null ? "Logga in i brevlådan för att läsa." : $"Läs här: {link}",
        "",
        "You have got secure messages. Sign in to read them.",
        "",
        "Innehållet skickas aldrig med vanlig e-post. Svara inte på det här mejlet. Under Aviseringar i brevlådan väljer du om du vill ha sådana mejl.",
    ];
}
