namespace SdkNode.Routing.AddressBook;

/// <summary>A functional address of the address book: a mailbox of an organisation (DIR-7).</summary>
public sealed record AddressBookAddress
{
    /// <summary>The entry's id.</summary>
    public required string Id { get; init; }

    /// <summary>The functional address itself (ID-11).</summary>
    public required string Identifier { get; init; }

    /// <summary>The function's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What the function does.</summary>
    public string? Description { get; init; }

    /// <summary>The categories that it is sorted under.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The codes that it can be searched by.</summary>
    public IReadOnlyList<AddressBookCode> Codes { get; init; } = [];

    /// <summary>The id of the organisation that owns it.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>Whether it comes from this node's settings and not from the federation.</summary>
    public bool IsLocal { get; init; }
}

/// <summary>A code that a functional address can be searched by.</summary>
/// <param name="CodeSystem">The code system's identifier; null where none is named.</param>
/// <param name="Code">The code.</param>
/// <param name="Name">What it stands for, for people.</param>
public sealed record AddressBookCode(string? CodeSystem, string Code, string? Name = null);
