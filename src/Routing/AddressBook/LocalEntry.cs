using SdkNode.Envelope.Identifiers;

namespace SdkNode.Routing.AddressBook;

/// <summary>
/// An entry of this node's own: a functional address that the federation's address book lacks, or lists otherwise. It wins over a
/// synchronised entry of the same participant and address.
/// </summary>
public sealed record LocalEntry
{
    /// <summary>Whose address it is.</summary>
    public required ParticipantIdentifier Participant { get; init; }

    /// <summary>The functional address (ID-11).</summary>
    public required FunctionalAddress Address { get; init; }

    /// <summary>The organisation's name; null takes the synchronised one, or the participant identifier.</summary>
    public string? OrganizationName { get; init; }

    /// <summary>The function's name; null takes the address.</summary>
    public string? Name { get; init; }

    /// <summary>What the function does.</summary>
    public string? Description { get; init; }

    /// <summary>The categories that it is sorted under.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The codes that it can be searched by.</summary>
    public IReadOnlyList<AddressBookCode> Codes { get; init; } = [];
}
