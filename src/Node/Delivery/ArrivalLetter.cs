using SdkNode.Adapters.Mail;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli;
using SdkNode.Node.Mailboxes.Notices;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Delivery;

/// <summary>
/// The letter that tells a functional address's own mailbox of a message (MailTo). Mail is readable to every server on its way: it says which
/// organisation sent something to which function, when, and where to read it; no subject, no person, no reference.
/// </summary>
internal sealed class ArrivalLetter(MailboxLinks links, Correspondents correspondents)
{
    /// <summary>The letter about a message.</summary>
    public MailText Of(MessageRow message, IReadOnlyList<string> to)
    {
        var sender = TerminalText.Printable(correspondents.Of(message).Organisation);
        var function = links.TitleOf(MailboxLinks.NameOf(message));
        var arrived = SwedishTime.Minute(message.ArrivedAt ?? message.CreatedAt);
        string[] lines =
        [
            $"Ett säkert meddelande har kommit till {function} från {sender}, {arrived}.",
            links.Message(message) is { } link ? $"Läs det här: {link}" : "Logga in i brevlådan för att läsa det.",
            "",
            $"A secure message has come to {function} from {sender}, {arrived}.",
            "",
            "Innehållet skickas aldrig med vanlig e-post. Svara inte på det här brevet.",
        ];
        return new MailText(to, $"Du har fått ett säkert meddelande från {sender}", string.Join('\n', lines) + "\n");
    }
}
