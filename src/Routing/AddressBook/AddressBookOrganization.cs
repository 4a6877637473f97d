namespace SdkNode.Routing.AddressBook;

/// <summary>What an organisation of the address book is (DIR-7).</summary>
public enum OrganizationKind
{
    /// <summary>A participant organisation (<c>o</c>).</summary>
    Organization,

    /// <summary>A part of one (<c>ou</c>), which stands below its parent.</summary>
    Unit,
}

/// <summary>An organisation of the address book, or a part of one (DIR-7).</summary>
public sealed record AddressBookOrganization
{
    /// <summary>The entry's id, by which addresses and units refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>The participant identifier (ID-2); null for a unit that has none of its own.</summary>
    public string? ParticipantIdentifier { get; init; }

    /// <summary>The Swedish organisation number.</summary>
    public string? OrganizationNumber { get; init; }

    /// <summary>The official name.</summary>
    public required string Name { get; init; }

    /// <summary>Another name that people know it by.</summary>
    public string? AlternateName { get; init; }

    /// <summary>What the organisation does.</summary>
    public string? Description { get; init; }

    /// <summary>Two letters (ISO 3166).</summary>
    public string? CountryCode { get; init; }

    /// <summary>Organisation or unit.</summary>
    public OrganizationKind Kind { get; init; }

    /// <summary>The organisation above a unit.</summary>
    public string? ParentId { get; init; }

    /// <summary>Whether it comes from this node's settings and not from the federation.</summary>
    public bool IsLocal { get; init; }
}
