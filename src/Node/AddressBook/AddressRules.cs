using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Configuration;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.AddressBook;

/// <summary>What the address book says of the addresses of a message (DIR-7, MSG-9). Where there is no address book it says nothing.</summary>
internal sealed class AddressRules(AddressBooks books, ReceiverQuestion question)
{
    /// <summary>What is wrong with the receiver's functional address, or null. An old copy is synchronised before the answer is no.</summary>
    public async Task<string?> ReceiverFaultAsync(string environment, ParticipantIdentifier to, string address, CancellationToken cancellationToken)
    {
        var answer = books.Find(environment).Knows ? await question.AskAsync(environment, to, address, cancellationToken) : AddressOwnership.Known;
        return answer switch
        {
            AddressOwnership.Known => null,
            AddressOwnership.OfAnother => $"the recipient's functional address {address} belongs to another organisation than {to} in the address book (DIR-7). Look it up with: sdknode addressbook search",
            _ => $"the recipient's functional address {address} is not one of {to} in the address book (DIR-7). Look it up with: sdknode addressbook search; one that is only agreed on can be a local entry",
        };
    }

    /// <summary>
    /// Whether a functional address exists at a participant of ours: by the settings, or by the address book (MSG-9). An old copy is
    /// synchronised before the answer is no, which would reject a message for good.
    /// </summary>
    public async ValueTask<bool> ExistsAsync(string environment, ParticipantSetup participant, string address, CancellationToken cancellationToken) =>
        participant.HasFunctionalAddress(address) || await question.AskAsync(environment, participant.Id, address, cancellationToken) == AddressOwnership.Known;

    /// <summary>Whether the address book knows a sender and its functional address; null where there is no book. Unknown is flagged, not rejected.</summary>
    public bool? KnowsSender(string environment, SdkMessage message)
    {
        var book = books.Find(environment);
        if (!book.Knows || !ParticipantIdentifier.Parse(message.Sender.Id.Extension).TryGet(out var sender, out _))
        {
            return null;
        }

        return message.Sender.Attention is { } attention
            ? book.Owns(sender, attention.SubOrganization.Extension) == AddressOwnership.Known
            : book.FindOrganization(sender) is not null;
    }
}
