namespace SdkNode.Node.Store.Rows;

/// <summary>One resource of the SDK address book as it was synchronised (DIR-7).</summary>
internal sealed class AddressBookEntryRow
{
    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary><c>organizations</c>, <c>addresses</c> or <c>codesystems</c>.</summary>
    public required string Resource { get; set; }

    /// <summary>The resource's id in the book.</summary>
    public required string ResourceId { get; set; }

    /// <summary>The JSON:API resource object as received.</summary>
    public required string Document { get; set; }
}
