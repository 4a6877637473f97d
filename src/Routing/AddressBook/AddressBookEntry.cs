namespace SdkNode.Routing.AddressBook;

/// <summary>The three resources of the address book (DIR-7).</summary>
public enum AddressBookResource
{
    /// <summary>Organisations and their units.</summary>
    Organizations,

    /// <summary>Functional addresses.</summary>
    Addresses,

    /// <summary>Code systems.</summary>
    CodeSystems,
}

/// <summary>One entry of the address book as it was received: a JSON:API resource object.</summary>
/// <param name="Resource">Which resource it belongs to.</param>
/// <param name="Id">Its id, unique within the resource.</param>
/// <param name="Document">The resource object, JSON in UTF-8.</param>
/// <param name="IsLocal">Whether it was made from this node's settings.</param>
public sealed record AddressBookEntry(AddressBookResource Resource, string Id, ReadOnlyMemory<byte> Document, bool IsLocal = false);

/// <summary>An entry that could not be used, and why.</summary>
/// <param name="Resource">Which resource it stands in.</param>
/// <param name="Id">Its id, where it has one.</param>
/// <param name="Reason">What is wrong with it, for an administrator.</param>
public sealed record SkippedEntry(AddressBookResource Resource, string? Id, string Reason);
