using System.Security.Cryptography;
using System.Text;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Ui.SignIn;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>A mailbox that somebody may use.</summary>
/// <param name="Key">What its addresses in the browser begin with.</param>
/// <param name="Name">The mailbox.</param>
/// <param name="Title">The function's name for people.</param>
/// <param name="Participant">The organisation.</param>
internal sealed record OwnMailbox(string Key, MailboxName Name, string Title, ParticipantSetup Participant);

/// <summary>The mailboxes of the participants that this node serves, as far as somebody may use them.</summary>
internal sealed class OwnMailboxes(NodeSetup setup, AddressBooks books)
{
    /// <summary>Those that the person may use.</summary>
    public IReadOnlyList<OwnMailbox> Of(StaffMember person) => [.. All().Where(mailbox => person.MayUse(mailbox.Name))];

    /// <summary>One of them; null when there is no such mailbox, or it is none of the person's business.</summary>
    public OwnMailbox? Find(StaffMember person, string key) => All().FirstOrDefault(mailbox => mailbox.Key == key && person.MayUse(mailbox.Name));

    private IEnumerable<OwnMailbox> All() =>
        from environment in setup.Environments
        from participant in environment.Participants
        from address in participant.FunctionalAddresses
        let name = new MailboxName(environment.Name, participant.Id.Value, address)
        select new OwnMailbox(KeyOf(name), name, books.Find(environment.Name).AddressName(participant.Id, address) ?? address, participant);

    // Short, the same at every node, and no address of people's in the browser's history.
    internal static string KeyOf(MailboxName name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name.Environment}\n{name.Participant}\n{name.Address}")))[..12];
}
