using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SdkNode.Testbed.Federation;

/// <summary>The JSON:API resource objects of the testbed's address book: of what is published, of what was set, and whatever a test adds.</summary>
internal sealed class AddressBookEntries(PublicationRegister register)
{
    private static readonly (string Id, string Name)[] CodeSystems = [("1.2.752.129.2.2.1.1", "Verksamhetskoder"), ("urn:sdknode:example:amnesomrade", "Ämnesområden")];

    private readonly ConcurrentDictionary<string, BookOrganization> _set = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _raw = new();

    public void Set(BookOrganization organization) => _set[organization.Participant.Normalized] = organization;

    public bool Remove(string participant) => _set.TryRemove(participant, out _);

    public void Add(string resource, string json) => _raw.GetOrAdd(resource, _ => new ConcurrentQueue<string>()).Enqueue(json);

    /// <summary>The entries of a resource in a stable order; null where there is no such resource.</summary>
    public IReadOnlyList<string>? Find(string resource)
    {
        IEnumerable<JsonObject>? entries = resource switch
        {
            "organizations" => Organizations().SelectMany(Organization),
            "addresses" => Organizations().SelectMany(Addresses),
            "codesystems" => CodeSystems.Select(CodeSystem),
            _ => null,
        };
        return entries is null ? null : [.. entries.Select(entry => entry.ToJsonString()), .. _raw.GetValueOrDefault(resource) ?? []];
    }

    // What was set of an organisation counts, then what it published of itself.
    private IEnumerable<BookOrganization> Organizations() => register.All
        .Where(publication => publication.Name is not null)
        .Select(publication => new BookOrganization(publication.Participant, publication.Name!) { Functions = publication.Functions })
        .Where(published => !_set.ContainsKey(published.Participant.Normalized))
        .Concat(_set.Values)
        .OrderBy(organization => organization.Participant.Normalized, StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Organization(BookOrganization organization)
    {
        var id = IdOf(organization);
        yield return Resource("organizations", id, null, Attributes(organization, organization.Name, organization.AlternateName, "o"));
        foreach (var unit in organization.Functions.Select(function => function.Unit).OfType<string>().Distinct())
        {
            yield return Resource("organizations", UnitId(organization, unit), id, Attributes(organization, unit, null, "ou"));
        }
    }

    private static JsonObject Attributes(BookOrganization organization, string name, string? alternateName, string type) => new()
    {
        ["participantIdentifier"] = organization.Participant.Value,
        ["organizationNumber"] = organization.OrganizationNumber,
        ["name"] = name,
        ["alternateName"] = alternateName,
        ["countryCode"] = "SE",
        ["type"] = type,
    };

    private static IEnumerable<JsonObject> Addresses(BookOrganization organization) => organization.Functions.Select(function => Resource(
        "addresses",
        $"adr-{organization.Participant.Normalized[5..]}-{function.Address}",
        function.Unit is { } unit ? UnitId(organization, unit) : IdOf(organization),
        new JsonObject
        {
            ["identifier"] = function.Address,
            ["name"] = function.Name,
            ["description"] = function.Description,
            ["categories"] = new JsonArray([.. function.Categories.Select(category => (JsonNode)category)]),
            ["searchCodes"] = new JsonArray([.. function.Codes.Select(Code)]),
        }));

    private static JsonNode Code(string code) => code.LastIndexOf('|') is var bar and > 0
        ? new JsonObject { ["codeSystem"] = code[..bar], ["code"] = code[(bar + 1)..] }
        : code;

    private static JsonObject CodeSystem((string Id, string Name) system) =>
        Resource("codesystems", system.Id, null, new JsonObject { ["identifier"] = system.Id, ["name"] = system.Name });

    private static JsonObject Resource(string type, string id, string? parent, JsonObject attributes)
    {
        var resource = new JsonObject { ["type"] = type, ["id"] = id, ["attributes"] = attributes };
        if (parent is not null)
        {
            resource["relationships"] = new JsonObject { ["parent"] = new JsonObject { ["data"] = new JsonObject { ["type"] = "organizations", ["id"] = parent } } };
        }

        return resource;
    }

    private static string IdOf(BookOrganization organization) => $"org-{organization.Participant.Normalized[5..]}";

    private static string UnitId(BookOrganization organization, string unit) => $"{IdOf(organization)}-{unit}";
}
