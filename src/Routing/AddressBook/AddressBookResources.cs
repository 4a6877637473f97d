namespace SdkNode.Routing.AddressBook;

/// <summary>How the resources are written in addresses and as types of entries.</summary>
public static class AddressBookResources
{
    /// <summary>Every resource, in the order in which they are read: an address needs its organisation.</summary>
    public static IReadOnlyList<AddressBookResource> All { get; } = [AddressBookResource.Organizations, AddressBookResource.Addresses, AddressBookResource.CodeSystems];

    /// <summary>The resource's name: <c>organizations</c>, <c>addresses</c> or <c>codesystems</c>.</summary>
    public static string Name(this AddressBookResource resource) => resource switch
    {
        AddressBookResource.Organizations => "organizations",
        AddressBookResource.Addresses => "addresses",
        _ => "codesystems",
    };

    /// <summary>The resource of that name, or null.</summary>
    public static AddressBookResource? Find(string name) => All.Where(resource => resource.Name() == name).Select(resource => (AddressBookResource?)resource).FirstOrDefault();
}
