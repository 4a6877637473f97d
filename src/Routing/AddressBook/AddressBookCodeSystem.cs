namespace SdkNode.Routing.AddressBook;

/// <summary>A code system whose codes functional addresses can be searched by (DIR-7).</summary>
public sealed record AddressBookCodeSystem
{
    /// <summary>The entry's id.</summary>
    public required string Id { get; init; }

    /// <summary>What codes name it by.</summary>
    public required string Identifier { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Its codes.</summary>
    public IReadOnlyList<AddressBookCode> Codes { get; init; } = [];
}
