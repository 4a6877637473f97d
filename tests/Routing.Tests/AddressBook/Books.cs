using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Routing.Tests.AddressBook;

/// <summary>Address books made in a test.</summary>
internal static class Books
{
    public static readonly DateTimeOffset SyncedAt = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    public static ParticipantIdentifier Participant(string name) => ParticipantIdentifier.Parse($"0203:{name}.example").Value!;

    public static AddressBookEntry Organization(string name, string title, string? alternateName = null, string? parent = null) =>
        AddressBookDocument.Write(new AddressBookOrganization
        {
            Id = name,
            ParticipantIdentifier = parent is null ? Participant(name).Value : null,
            OrganizationNumber = "2120001868",
            Name = title,
            AlternateName = alternateName,
            Kind = parent is null ? OrganizationKind.Organization : OrganizationKind.Unit,
            ParentId = parent,
        });

    public static AddressBookEntry Address(string owner, string identifier, string title, string[]? categories = null, AddressBookCode[]? codes = null) =>
        AddressBookDocument.Write(new AddressBookAddress
        {
            Id = $"{owner}/{identifier}",
            Identifier = identifier,
            Name = title,
            Categories = categories ?? [],
            Codes = codes ?? [],
            OrganizationId = owner,
        });

    public static AddressBookEntry Raw(AddressBookResource resource, string id, string json) => new(resource, id, Encoding.UTF8.GetBytes(json));

    public static LocalEntry Local(string participant, string address, string? name = null, string? organizationName = null) => new()
    {
        Participant = Participant(participant),
        Address = FunctionalAddress.Parse(address).Value!,
        Name = name,
        OrganizationName = organizationName,
    };

    public static AddressBookSnapshot Of(params AddressBookEntry[] entries) => AddressBookSnapshot.Build(entries, [], SyncedAt);

    /// <summary>The identifiers found, best first.</summary>
    public static string[] Find(this AddressBookSnapshot book, string text) => [.. book.Search(new AddressBookQuery { Text = text }).Select(hit => hit.Address.Identifier)];
}
