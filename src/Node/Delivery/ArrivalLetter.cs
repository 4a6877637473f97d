using SdkNode.Adapters.Mail;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Administration;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Cli;
using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Mailbox;

namespace SdkNode.Node.Delivery;

/// <summary>
/// The letter that tells the staff of a functional address of a message. Mail is readable to every server on its way: it says which
/// organisation sent something to which function, when, and where to read it; no subject, no person, no reference.
/// </summary>
internal sealed class ArrivalLetter(NodeSetup setup, AddressBooks books)
{
    /// <summary>The letter about a message.</summary>
    public MailText Of(MessageRow message, IReadOnlyList<string> to)
    {
        var book = books.Find(message.Environment);
        var sender = NameOf(message.From, id => book.OrganizationName(id)) ?? message.From;
        var function = NameOf(message.Participant, id => book.AddressName(id, message.FunctionalAddress!)) ?? message.FunctionalAddress!;
        var arrived = SwedishTime.Minute(message.ArrivedAt ?? message.CreatedAt);
        string[] lines =
        [
            $"Ett säkert meddelande har kommit till {function} från {sender}, {arrived}.",
            LinkTo(message) is { } link ? $"Läs det här: {link}" : "Logga in i brevlådan för att läsa det.",
            "",
            $"A secure message has come to {function} from {sender}, {arrived}.",
            "",
            "Innehållet skickas aldrig med vanlig e-post. Svara inte på det här brevet.",
        ];
        return new MailText(to, $"Du har fått ett säkert meddelande från {sender}", string.Join('\n', lines) + "\n");
    }

    private static string? NameOf(string participant, Func<ParticipantIdentifier, string?> name) =>
        ParticipantIdentifier.Parse(participant).TryGet(out var id, out _) && name(id) is { } text ? TerminalText.Printable(text) : null;

    private Uri? LinkTo(MessageRow message) => setup.Console is { Options.PublicAddress: not null } console
        ? new Uri(console.PublicAddress, $"/m/{OwnMailboxes.KeyOf(new MailboxName(message.Environment, message.Participant, message.FunctionalAddress!))}/message/{message.Id}")
        : null;
}
