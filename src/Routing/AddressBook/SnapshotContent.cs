using SdkNode.Envelope.Identifiers;

namespace SdkNode.Routing.AddressBook;

/// <summary>The entries of a snapshot in their order, joined with each other.</summary>
internal sealed record SnapshotContent
{
    /// <summary>No organisation stands deeper, and a circle of parents ends here.</summary>
    private const int MostLevels = 16;

    /// <summary>Organisations and units.</summary>
    public required IReadOnlyList<AddressBookOrganization> Organizations { get; init; }

    /// <summary>Functional addresses with their owners.</summary>
    public required IReadOnlyList<AddressBookHit> Addresses { get; init; }

    /// <summary>Code systems.</summary>
    public required IReadOnlyList<AddressBookCodeSystem> CodeSystems { get; init; }

    /// <summary>All of them as they were received or made.</summary>
    public required IReadOnlyDictionary<(AddressBookResource, string), AddressBookEntry> Entries { get; init; }

    /// <summary>Organisations and units by id.</summary>
    public required IReadOnlyDictionary<string, AddressBookOrganization> ById { get; init; }

    /// <summary>What was left out.</summary>
    public required IReadOnlyList<SkippedEntry> Skipped { get; init; }

    /// <summary>The owner and what it is a unit of, up to the organisation.</summary>
    public static IEnumerable<AddressBookOrganization> Lineage(AddressBookOrganization owner, IReadOnlyDictionary<string, AddressBookOrganization> byId)
    {
        var next = owner;
        for (var level = 0; next is not null && level < MostLevels; level++)
        {
            yield return next;
            next = next.Kind == OrganizationKind.Unit && next.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null;
        }
    }

    /// <summary>Whether the participant is the address's owner or what the owner is a unit of.</summary>
    public bool BelongsTo(AddressBookHit hit, ParticipantIdentifier participant) => Lineage(hit.Owner, ById)
        .Any(organization => string.Equals(organization.ParticipantIdentifier, participant.Value, StringComparison.OrdinalIgnoreCase));
}
