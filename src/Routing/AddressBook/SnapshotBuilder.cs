using System.Text.Json;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;

namespace SdkNode.Routing.AddressBook;

/// <summary>Joins synchronised and local entries.</summary>
internal sealed class SnapshotBuilder
{
    private readonly Dictionary<string, AddressBookOrganization> _organizations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddressBookAddress> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddressBookCodeSystem> _codeSystems = new(StringComparer.Ordinal);
    private readonly Dictionary<(AddressBookResource, string), AddressBookEntry> _entries = [];
    private readonly List<LocalEntry> _local = [];
    private readonly List<SkippedEntry> _skipped = [];

    /// <summary>Adds a synchronised entry.</summary>
    public void Add(AddressBookEntry entry)
    {
        try
        {
            using var document = JsonDocument.Parse(entry.Document);
            var added = entry.Resource switch
            {
                AddressBookResource.Organizations => Keep(EntryReader.Organization(document.RootElement), entry, _organizations),
                AddressBookResource.Addresses => Keep(EntryReader.Address(document.RootElement), entry, _addresses),
                _ => Keep(EntryReader.CodeSystem(document.RootElement), entry, _codeSystems),
            };
            if (added is not null)
            {
                _skipped.Add(added);
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            _skipped.Add(new SkippedEntry(entry.Resource, entry.Id, "the local copy of it is damaged"));
        }
    }

    /// <summary>Adds a local entry, which wins over synchronised ones.</summary>
    public void Add(LocalEntry entry) => _local.Add(entry);

    /// <summary>Joins everything.</summary>
    public SnapshotContent Build()
    {
        AddLocal();
        var hits = new List<AddressBookHit>(_addresses.Count);
        foreach (var address in _addresses.Values)
        {
            if (_organizations.GetValueOrDefault(address.OrganizationId) is not { } owner)
            {
                Leave(address, "its organisation is not in the address book");
            }
            else if (SnapshotContent.Lineage(owner, _organizations).FirstOrDefault(above => above.ParticipantIdentifier is not null) is not { } organization)
            {
                Leave(address, "neither its unit nor an organisation above it has a participant identifier");
            }
            else
            {
                hits.Add(new AddressBookHit(address, owner, organization));
            }
        }

        return new SnapshotContent
        {
            Organizations = [.. _organizations.Values.OrderBy(organization => organization.Name.ToLowerInvariant(), StringComparer.Ordinal).ThenBy(organization => organization.Id, StringComparer.Ordinal)],
            Addresses = [.. hits.OrderBy(hit => hit.Organization.Name.ToLowerInvariant(), StringComparer.Ordinal).ThenBy(hit => hit.Address.Name.ToLowerInvariant(), StringComparer.Ordinal).ThenBy(hit => hit.Address.Id, StringComparer.Ordinal)],
            CodeSystems = [.. _codeSystems.Values.OrderBy(system => system.Name.ToLowerInvariant(), StringComparer.Ordinal).ThenBy(system => system.Id, StringComparer.Ordinal)],
            Entries = _entries,
            ById = _organizations,
            Skipped = _skipped,
        };
    }

    private SkippedEntry? Keep<T>(Result<T, SkippedEntry> read, AddressBookEntry entry, Dictionary<string, T> kept)
        where T : class
    {
        if (!read.TryGet(out var value, out var fault))
        {
            return fault;
        }

        kept[entry.Id] = value;
        _entries[(entry.Resource, entry.Id)] = entry;
        return null;
    }

    private void Leave(AddressBookAddress address, string reason)
    {
        _skipped.Add(new SkippedEntry(AddressBookResource.Addresses, address.Id, reason));
        _entries.Remove((AddressBookResource.Addresses, address.Id));
    }

    // The synchronised organisation keeps its id, so that its own addresses still find it.
    private void AddLocal()
    {
        foreach (var group in _local.GroupBy(entry => entry.Participant))
        {
            var listed = Listed(group.Key);
            var name = group.Select(entry => entry.OrganizationName).FirstOrDefault(given => given is not null);
            var organization = listed is not null && name is null ? listed : (listed ?? New(group.Key)) with { Name = name ?? group.Key.Value, IsLocal = true };
            if (organization.IsLocal)
            {
                _organizations[organization.Id] = organization;
                _entries[(AddressBookResource.Organizations, organization.Id)] = AddressBookDocument.Write(organization);
            }

            foreach (var entry in group)
            {
                AddAddress(entry, organization);
            }
        }
    }

    private void AddAddress(LocalEntry entry, AddressBookOrganization organization)
    {
        foreach (var same in _addresses.Values.Where(address => address.Identifier == entry.Address.Value && IsOf(address, entry.Participant)).ToList())
        {
            _addresses.Remove(same.Id);
            _entries.Remove((AddressBookResource.Addresses, same.Id));
        }

        var local = new AddressBookAddress
        {
            Id = $"local:{entry.Participant.Normalized}:{entry.Address.Value}",
            Identifier = entry.Address.Value,
            Name = entry.Name ?? entry.Address.Value,
            Description = entry.Description,
            Categories = entry.Categories,
            Codes = entry.Codes,
            OrganizationId = organization.Id,
            IsLocal = true,
        };
        _addresses[local.Id] = local;
        _entries[(AddressBookResource.Addresses, local.Id)] = AddressBookDocument.Write(local);
    }

    private AddressBookOrganization? Listed(ParticipantIdentifier participant) => _organizations.Values
        .Where(organization => Is(organization, participant)).OrderBy(organization => organization.Kind).ThenBy(organization => organization.Id, StringComparer.Ordinal).FirstOrDefault();

    private bool IsOf(AddressBookAddress address, ParticipantIdentifier participant) =>
        _organizations.GetValueOrDefault(address.OrganizationId) is { } owner && SnapshotContent.Lineage(owner, _organizations).Any(above => Is(above, participant));

    private static bool Is(AddressBookOrganization organization, ParticipantIdentifier participant) =>
        string.Equals(organization.ParticipantIdentifier, participant.Value, StringComparison.OrdinalIgnoreCase);

    private static AddressBookOrganization New(ParticipantIdentifier participant) =>
        new() { Id = $"local:{participant.Normalized}", Name = participant.Value, ParticipantIdentifier = participant.Value, CountryCode = "SE" };
}
