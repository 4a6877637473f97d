using SdkNode.Routing.AddressBook.Search;

namespace SdkNode.Routing.AddressBook;

/// <summary>Which words of an entry can be searched for, and how much each place counts.</summary>
internal static class SnapshotWords
{
    /// <summary>Of functional addresses: the function first, then whose it is, then what describes it.</summary>
    public static WordIndex OfAddresses(IReadOnlyList<AddressBookHit> hits)
    {
        var index = new WordIndex.Builder();
        foreach (var (address, owner, organization) in hits)
        {
            index.Next();
            index.Add(address.Name, 8, isTitle: true);
            index.Add(address.Identifier, 3, isTitle: true);
            AddOrganization(index, organization);
            if (!ReferenceEquals(owner, organization))
            {
                index.Add(owner.Name, 7);
                index.Add(owner.AlternateName, 6);
            }

            foreach (var category in address.Categories)
            {
                index.Add(category, 5);
            }

            foreach (var code in address.Codes)
            {
                index.Add(code.Code, 4, isTitle: true);
                index.Add(code.Name, 4);
            }

            index.Add(address.Description, 1);
        }

        return index.Build();
    }

    /// <summary>Of organisations and units.</summary>
    public static WordIndex OfOrganizations(IReadOnlyList<AddressBookOrganization> organizations)
    {
        var index = new WordIndex.Builder();
        foreach (var organization in organizations)
        {
            index.Next();
            index.Add(organization.Name, 7, isTitle: true);
            AddOrganization(index, organization);
            index.Add(organization.Description, 1);
        }

        return index.Build();
    }

    private static void AddOrganization(WordIndex.Builder index, AddressBookOrganization organization)
    {
        index.Add(organization.Name, 7);
        index.Add(organization.AlternateName, 6);
        index.Add(organization.ParticipantIdentifier, 3);

        // People write it with a hyphen and without.
        index.Add(organization.OrganizationNumber?.Replace("-", "", StringComparison.Ordinal), 3);
    }
}
