using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkNode.Routing.AddressBook;

/// <summary>Writes entries as JSON:API resource objects, in the shape in which the federation's address book has them.</summary>
public static class AddressBookDocument
{
    /// <summary>JSON with Swedish letters as they are.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>An organisation's entry.</summary>
    public static AddressBookEntry Write(AddressBookOrganization organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        var document = Write(AddressBookResource.Organizations, organization.Id, organization.ParentId, organization.IsLocal, json =>
        {
            Text(json, "participantIdentifier", organization.ParticipantIdentifier);
            Text(json, "organizationNumber", organization.OrganizationNumber);
            Text(json, "name", organization.Name);
            Text(json, "alternateName", organization.AlternateName);
            Text(json, "description", organization.Description);
            Text(json, "countryCode", organization.CountryCode);
            Text(json, "type", organization.Kind == OrganizationKind.Unit ? "ou" : "o");
        });
        return new AddressBookEntry(AddressBookResource.Organizations, organization.Id, document, organization.IsLocal);
    }

    /// <summary>A functional address's entry.</summary>
    public static AddressBookEntry Write(AddressBookAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var document = Write(AddressBookResource.Addresses, address.Id, address.OrganizationId, address.IsLocal, json =>
        {
            Text(json, "identifier", address.Identifier);
            Text(json, "name", address.Name);
            Text(json, "description", address.Description);
            json.WriteStartArray("categories");
            foreach (var category in address.Categories)
            {
                json.WriteStringValue(category);
            }

            json.WriteEndArray();
            Codes(json, "searchCodes", address.Codes);
        });
        return new AddressBookEntry(AddressBookResource.Addresses, address.Id, document, address.IsLocal);
    }

    /// <summary>A code system's entry.</summary>
    public static AddressBookEntry Write(AddressBookCodeSystem codeSystem)
    {
        ArgumentNullException.ThrowIfNull(codeSystem);
        var document = Write(AddressBookResource.CodeSystems, codeSystem.Id, null, isLocal: false, json =>
        {
            Text(json, "identifier", codeSystem.Identifier);
            Text(json, "name", codeSystem.Name);
            Codes(json, "codes", codeSystem.Codes);
        });
        return new AddressBookEntry(AddressBookResource.CodeSystems, codeSystem.Id, document);
    }

    private static byte[] Write(AddressBookResource resource, string id, string? parent, bool isLocal, Action<Utf8JsonWriter> attributes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", resource.Name());
            json.WriteString("id", id);
            json.WriteStartObject("attributes");
            attributes(json);
            json.WriteEndObject();
            Parent(json, parent);
            if (isLocal)
            {
                // Where meta says nothing, the entry is the federation's.
                json.WriteStartObject("meta");
                json.WriteBoolean("local", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Parent(Utf8JsonWriter json, string? id)
    {
        if (id is null)
        {
            return;
        }

        json.WriteStartObject("relationships");
        json.WriteStartObject("parent");
        json.WriteStartObject("data");
        json.WriteString("type", AddressBookResource.Organizations.Name());
        json.WriteString("id", id);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Codes(Utf8JsonWriter json, string name, IReadOnlyList<AddressBookCode> codes)
    {
        json.WriteStartArray(name);
        foreach (var code in codes)
        {
            json.WriteStartObject();
            Text(json, "codeSystem", code.CodeSystem);
            Text(json, "code", code.Code);
            Text(json, "name", code.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
