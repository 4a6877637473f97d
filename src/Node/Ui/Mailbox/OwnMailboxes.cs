using SdkNode.Node.AddressBook;
using SdkNode.Node.Configuration;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Mailboxes.Notices;
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
    public IReadOnlyList<OwnMailbox> Of(StaffMember person) => [.. _all.Where(mailbox => person.MayUse(mailbox.Name)).Select(Read)];

    /// <summary>One of them; null when there is no such mailbox, or it is none of the person's business.</summary>
    public OwnMailbox? Find(StaffMember person, string key) => _all.Where(mailbox => mailbox.Key == key && person.MayUse(mailbox.Name)).Select(Read).FirstOrDefault();

    // The keys are as fixed as the settings, names are what the address book says now.
    private readonly List<(string Key, MailboxName Name, ParticipantSetup Participant)> _all = [..
        from environment in setup.Environments
        from participant in environment.Participants
        from address in participant.FunctionalAddresses
        let name = new MailboxName(environment.Name, participant.Id.Value, address)
        select (MailboxLinks.KeyOf(name), name, participant)];

    private OwnMailbox Read((string Key, MailboxName Name, ParticipantSetup Participant) known) =>
        new(known.Key, known.Name, books.Find(known.Name.Environment).AddressName(known.Participant.Id, known.Name.Address) ?? known.Name.Address, known.Participant);
}
