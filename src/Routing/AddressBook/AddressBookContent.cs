namespace SdkNode.Routing.AddressBook;

/// <summary>A whole address book as it was read, with what had to be left out.</summary>
/// <param name="Entries">The usable entries, each id once in its resource.</param>
/// <param name="Skipped">The entries that could not be used.</param>
public sealed record AddressBookContent(IReadOnlyList<AddressBookEntry> Entries, IReadOnlyList<SkippedEntry> Skipped)
{
    /// <summary>How many usable entries a resource has.</summary>
    public int Count(AddressBookResource resource) => Entries.Count(entry => entry.Resource == resource);
}
