using SdkNode.Envelope.Identifiers;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The organisations that the node serves, their functional addresses, and what each lacks.</summary>
internal sealed class ParticipantsModel : ConsolePage
{
    /// <summary>The participants.</summary>
    public IReadOnlyList<ParticipantShown> All => ParticipantShown.All(Get<NodeSetup>());

    /// <summary>What the address book calls a functional address; null where it does not have it.</summary>
    public string? NameOf(ParticipantShown participant, string address) =>
        ParticipantIdentifier.Parse(participant.Id).TryGet(out var id, out _) ? Get<AddressBooks>().Find(participant.Environment).AddressName(id, address) : null;

    /// <summary>Whether the address book knows addresses at all.</summary>
    public bool HasBook(ParticipantShown participant) => Get<AddressBooks>().Find(participant.Environment).Knows;

    /// <summary>What happens with a message that arrives, beside the mailbox.</summary>
    public IEnumerable<string> Deliveries(ParticipantShown participant, string address)
    {
        var mailbox = Get<NodeSetup>().Environments.First(environment => environment.Name == participant.Environment).Participants.First(known => known.Id.Value == participant.Id).FindMailbox(address);
        if (mailbox?.MailTo.Count > 0)
        {
            yield return L[$"e-post till {string.Join(", ", mailbox.MailTo)}", $"mail to {string.Join(", ", mailbox.MailTo)}"];
        }

        if (mailbox?.Folder is not null)
        {
            yield return L["filer i en mapp", "files in a folder"];
        }

        if (mailbox?.Webhook is not null)
        {
            yield return L["verksamhetssystemet meddelas", "the case system is told"];
        }
    }
}
