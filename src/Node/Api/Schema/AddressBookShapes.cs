using Microsoft.OpenApi;
using static SdkNode.Node.Api.Schema.Shape;

namespace SdkNode.Node.Api.Schema;

/// <summary>
/// The shapes of the address book's documents, as <see cref="AddressBook.AddressBookListing"/> writes them. An entry stands as it
/// was received; what is named here is what the node itself reads of it, and more may be there.
/// </summary>
internal static class AddressBookShapes
{
    /// <summary>The shapes by their names.</summary>
    public static IEnumerable<(string Name, OpenApiSchema Schema)> All =>
    [
        ("addressBookOrganizations", Document("Organisations and their units.", "addressBookOrganizationDef")),
        ("addressBookOrganizationDef", Entry(
            "An organisation, or a unit of one.", "organizations",
            ("name!", Text("Its name.", "Kristinehamns kommun")),
            ("participantIdentifier", OrNull(Text("Its participant identifier; a unit may have none.", "0203:kristinehamn.se"))),
            ("organizationNumber", OrNull(Text("Its organisation number."))),
            ("alternateName", OrNull(Text("Another name."))),
            ("description", OrNull(Text("What it does."))),
            ("countryCode", OrNull(Text("Its country.", "SE"))),
            ("type", OrNull(Text("o for an organisation, ou for a unit.", "o"))))),

        ("addressBookAddresses", Document("Functional addresses.", "addressBookAddressDef")),
        ("addressBookAddressDef", Entry(
            "A functional address.", "addresses",
            ("identifier!", Text("The functional address: extension of recipientAttention.subOrganization.", "registrator@kristinehamn.se")),
            ("name", OrNull(Text("Its name.", "Registratur"))),
            ("description", OrNull(Text("What it is for."))),
            ("categories", OrNull(List(Text("A category.")))),
            ("searchCodes", OrNull(List(Code))))),

        ("addressBookCodeSystems", Document("Systems of codes.", "addressBookCodeSystemDef")),
        ("addressBookCodeSystemDef", Entry(
            "A system of codes.", "codesystems",
            ("identifier", OrNull(Text("Its identifier."))),
            ("name", OrNull(Text("Its name."))),
            ("codes", OrNull(List(Code))))),
    ];

    // Address books differ in how they write one.
    private static OpenApiSchema Code => new() { Description = "A code that addresses are found by: an object with codeSystem, code and name, or a text." };

    private static OpenApiSchema OrNull(OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static OpenApiSchema Document(string description, string entry) => Object(
        description,
        ("meta!", Object(
            "About the document.",
            ("version!", Named("versionDef")),
            ("total!", Number("How many entries there are on all pages.", from: 0)),
            ("syncedAt", Text("When the copy was synchronised, in UTC; absent while there is none.", "2026-03-01T12:00:00.000Z")))),
        ("links!", Object("Where to go.", ("self!", Named("linksDef")), ("next", Named("linksDef")))),
        ("data!", List(Named(entry))));

    private static OpenApiSchema Entry(string description, string type, params IReadOnlyList<(string Name, IOpenApiSchema Schema)> attributes) => Object(
        description,
        ("type!", Choice("What it is.", type)),
        ("id!", Text("Its id in the address book.")),
        ("attributes!", Object("What is known of it.", attributes)),
        ("relationships", Object("What it belongs to.", ("parent", Object("The organisation that it is part of.", ("data", Parent()))))),
        ("meta", Object("What the node adds.", ("local", Flag("true: an entry of the node's own settings, not of the federation's address book.")))));

    private static OpenApiSchema Parent() => Object("The entry.", ("type", Choice("What it is.", "organizations")), ("id", Text("Its id in the address book.")));
}
