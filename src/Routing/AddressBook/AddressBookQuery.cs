using SdkNode.Envelope.Identifiers;

namespace SdkNode.Routing.AddressBook;

/// <summary>What functional addresses are searched for; what is left out does not narrow the search.</summary>
public sealed record AddressBookQuery
{
    /// <summary>Words of the organisation's or the function's name, description, identifier, category or code; every one must be found.</summary>
    public string? Text { get; init; }

    /// <summary>A category, whole.</summary>
    public string? Category { get; init; }

    /// <summary>The code system of <see cref="Code"/>.</summary>
    public string? CodeSystem { get; init; }

    /// <summary>A code, whole.</summary>
    public string? Code { get; init; }

    /// <summary>Whose addresses.</summary>
    public ParticipantIdentifier? Participant { get; init; }

    /// <summary>The most hits.</summary>
    public int Count { get; init; } = int.MaxValue;
}

/// <summary>A functional address that was found.</summary>
/// <param name="Address">The address.</param>
/// <param name="Owner">The organisation or unit that it belongs to.</param>
/// <param name="Organization">The participant to send to: the owner, or the organisation above it.</param>
public sealed record AddressBookHit(AddressBookAddress Address, AddressBookOrganization Owner, AddressBookOrganization Organization);
