using System.Text.Json;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;

namespace SdkNode.Routing.AddressBook;

/// <summary>
/// DIR-7: makes an organisation, a functional address or a code system of a JSON:API resource object. Liberal: attributes that it
/// does not know are passed over, and what registers write in several ways is taken in each of them.
/// </summary>
internal static class EntryReader
{
    private static readonly string[] ParentNames = ["parent", "organization", "parentOrganization", "owner"];

    private static readonly string[] ParentIdNames = ["parentId", "organizationId", "parentOrganizationId"];

    /// <summary>The id of a resource object, or null when it has none.</summary>
    public static string? Id(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out var id) ? Scalar(id) : null;

    /// <summary>Reads an organisation: it needs an id, a name and a participant identifier, which a unit may lack.</summary>
    public static Result<AddressBookOrganization, SkippedEntry> Organization(JsonElement entry)
    {
        var (id, attributes) = (Id(entry)!, JsonText.Member(entry, "attributes"));
        if (JsonText.Value(attributes, "name") is not { } name)
        {
            return Skip(AddressBookResource.Organizations, id, "it has no name");
        }

        var kind = string.Equals(JsonText.Value(attributes, "type"), "ou", StringComparison.OrdinalIgnoreCase) ? OrganizationKind.Unit : OrganizationKind.Organization;
        var participant = JsonText.Value(attributes, "participantIdentifier") is { } text ? WithoutScheme(text) : null;
        if (participant is null && kind == OrganizationKind.Organization)
        {
            return Skip(AddressBookResource.Organizations, id, "it has no participant identifier");
        }

        if (participant is not null && !ParticipantIdentifier.Parse(participant).TryGet(out _, out var wrong))
        {
            return Skip(AddressBookResource.Organizations, id, $"its participant identifier is none (ID-2): {wrong.Detail}");
        }

        return new AddressBookOrganization
        {
            Id = id,
            ParticipantIdentifier = participant,
            OrganizationNumber = JsonText.Value(attributes, "organizationNumber"),
            Name = name,
            AlternateName = JsonText.Value(attributes, "alternateName"),
            Description = JsonText.Value(attributes, "description"),
            CountryCode = JsonText.Value(attributes, "countryCode"),
            Kind = kind,
            ParentId = Parent(entry, attributes),
        };
    }

    /// <summary>Reads a functional address: it needs an id, the address itself and an organisation that owns it.</summary>
    public static Result<AddressBookAddress, SkippedEntry> Address(JsonElement entry)
    {
        var (id, attributes) = (Id(entry)!, JsonText.Member(entry, "attributes"));
        if (JsonText.Value(attributes, "identifier") is not { } identifier)
        {
            return Skip(AddressBookResource.Addresses, id, "it has no identifier");
        }

        if (!FunctionalAddress.Parse(identifier).TryGet(out _, out var wrong))
        {
            return Skip(AddressBookResource.Addresses, id, $"its identifier is no functional address: {wrong.Detail}");
        }

        return Parent(entry, attributes) is not { } owner
            ? Skip(AddressBookResource.Addresses, id, "it names no organisation that owns it")
            : new AddressBookAddress
            {
                Id = id,
                Identifier = identifier,
                Name = JsonText.Value(attributes, "name") ?? identifier,
                Description = JsonText.Value(attributes, "description"),
                Categories = [.. JsonText.Items(attributes, "categories", "category").Select(JsonText.Label).OfType<string>()],
                Codes = [.. JsonText.Items(attributes, "searchCodes", "codes", "searchcodes").Select(Code).OfType<AddressBookCode>()],
                OrganizationId = owner,
            };
    }

    /// <summary>Reads a code system: it needs an id.</summary>
    public static Result<AddressBookCodeSystem, SkippedEntry> CodeSystem(JsonElement entry)
    {
        var (id, attributes) = (Id(entry)!, JsonText.Member(entry, "attributes"));
        var identifier = JsonText.Value(attributes, "identifier") ?? JsonText.Value(attributes, "codeSystem") ?? id;
        return new AddressBookCodeSystem
        {
            Id = id,
            Identifier = identifier,
            Name = JsonText.Value(attributes, "name") ?? identifier,
            Codes = [.. JsonText.Items(attributes, "codes", "values").Select(Code).OfType<AddressBookCode>().Select(code => code with { CodeSystem = identifier })],
        };
    }

    /// <summary>Why an entry cannot be used, or null when it can.</summary>
    public static SkippedEntry? Refusal(AddressBookResource resource, JsonElement entry) => Id(entry) is null
        ? new SkippedEntry(resource, null, "it has no id")
        : resource switch
        {
            AddressBookResource.Organizations => Organization(entry).Fault,
            AddressBookResource.Addresses => Address(entry).Fault,
            _ => CodeSystem(entry).Fault,
        };

    private static string? Parent(JsonElement entry, JsonElement attributes)
    {
        var relationships = JsonText.Member(entry, "relationships");
        foreach (var name in ParentNames)
        {
            // The data of a relationship is an object, or a list of them where there may be several.
            var data = JsonText.Member(JsonText.Member(relationships, name), "data");
            data = data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().FirstOrDefault() : data;
            if (Id(data) is { } id)
            {
                return id;
            }
        }

        return ParentIdNames.Select(name => JsonText.Value(attributes, name)).FirstOrDefault(id => id is not null);
    }

    // An object of code system and code, or one text: "system|code" or the code alone.
    private static AddressBookCode? Code(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            var system = JsonText.Value(item, "codeSystem") ?? JsonText.Value(item, "codesystem") ?? JsonText.Value(item, "system");
            var code = JsonText.Value(item, "code") ?? JsonText.Value(item, "value");
            return code is null ? null : new AddressBookCode(system, code, JsonText.Value(item, "name") ?? JsonText.Value(item, "displayName") ?? JsonText.Value(item, "description"));
        }

        return Scalar(item) is not { } text ? null
            : text.LastIndexOf('|') is var bar and > 0 && bar < text.Length - 1 ? new AddressBookCode(text[..bar], text[(bar + 1)..])
            : new AddressBookCode(null, text);
    }

    private static string? Scalar(JsonElement value) => JsonText.Scalar(value);

    private static string WithoutScheme(string text) =>
        text.StartsWith(ParticipantIdentifier.Scheme + "::", StringComparison.OrdinalIgnoreCase) ? text[(ParticipantIdentifier.Scheme.Length + 2)..] : text;

    private static SkippedEntry Skip(AddressBookResource resource, string id, string reason) => new(resource, id, reason);
}
