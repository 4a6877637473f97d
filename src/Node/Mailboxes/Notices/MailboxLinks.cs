using System.Security.Cryptography;
using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Cli;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Mailboxes.Notices;

/// <summary>What letters call mailboxes, and where they are in a browser.</summary>
internal sealed class MailboxLinks(NodeSetup setup, AddressBooks books)
{
    /// <summary>The first page; null where no public address is set.</summary>
    public Uri? Start => setup.Console is { Options.PublicAddress: not null } console ? console.PublicAddress : null;

    /// <summary>A mailbox's page.</summary>
    public Uri? Mailbox(MailboxName mailbox) => Start is { } start ? new Uri(start, $"/m/{KeyOf(mailbox)}") : null;

    /// <summary>A message's page.</summary>
    public Uri? Message(MessageRow message) => Start is { } start ? new Uri(start, $"/m/{KeyOf(NameOf(message))}/message/{message.Id}") : null;

    /// <summary>The mailbox that a message arrived in.</summary>
    public static MailboxName NameOf(MessageRow message) => new(message.Environment, message.Participant, message.OwnAddress ?? message.FunctionalAddress!);

    /// <summary>The function's name, or its address.</summary>
    public string TitleOf(MailboxName mailbox) =>
        ParticipantIdentifier.Parse(mailbox.Participant).TryGet(out var id, out _) && books.Find(mailbox.Environment).AddressName(id, mailbox.Address) is { } name ? TerminalText.Printable(name) : mailbox.Address;

    /// <summary>What a mailbox's addresses in the browser begin with: short, the same at every node, and no address of people's in the browser's history.</summary>
    public static string KeyOf(MailboxName name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name.Environment}\n{name.Participant}\n{name.Address}")))[..12];
}
