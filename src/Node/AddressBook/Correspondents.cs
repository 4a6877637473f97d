using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.AddressBook;

/// <summary>The other side of a message, as people know it.</summary>
/// <param name="Organisation">The organisation's name, or its identifier.</param>
/// <param name="Function">The function's name or address; null where the message names none.</param>
/// <param name="IsKnown">Whether the address book has both; null where there is no address book.</param>
internal sealed record Correspondent(string Organisation, string? Function, bool? IsKnown);

/// <summary>Gives the other side of messages its names, out of the address book.</summary>
internal sealed class Correspondents(AddressBooks books)
{
    /// <summary>The other side of a message.</summary>
    public Correspondent Of(MessageRow message)
    {
        var book = books.Find(message.Environment);
        var (participant, address) = message.Direction == Direction.Incoming ? (message.From, message.OtherAddress) : (message.To, message.OtherAddress ?? message.FunctionalAddress);
        if (!ParticipantIdentifier.Parse(participant).TryGet(out var id, out _))
        {
            return new Correspondent(participant, address, false);
        }

        var function = address is null ? null : book.AddressName(id, address);
        return new Correspondent(book.OrganizationName(id) ?? participant, function ?? address, book.Knows ? book.OrganizationName(id) is not null && (address is null || function is not null) : null);
    }
}
