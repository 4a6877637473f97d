using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.AddressBook.Search;

namespace SdkNode.Routing.AddressBook;

/// <summary>
/// DIR-7: an environment's address book as it stands: look-ups and search without asking anybody. Immutable; a synchronisation makes
/// a new one.
/// </summary>
public sealed class AddressBookSnapshot
{
    private readonly SnapshotContent _content;
    private readonly Dictionary<string, AddressBookOrganization> _byParticipant;
    private readonly Dictionary<string, AddressBookHit[]> _byAddress;
    private readonly WordIndex _addressWords;
    private readonly WordIndex _organizationWords;

    internal AddressBookSnapshot(SnapshotContent content, DateTimeOffset? syncedAt)
    {
        (_content, SyncedAt) = (content, syncedAt);
        _byParticipant = content.Organizations
            .Where(organization => organization.ParticipantIdentifier is not null)
            .GroupBy(organization => organization.ParticipantIdentifier!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.MinBy(organization => organization.Kind)!, StringComparer.OrdinalIgnoreCase);
        _byAddress = content.Addresses.GroupBy(hit => hit.Address.Identifier).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _addressWords = SnapshotWords.OfAddresses(content.Addresses);
        _organizationWords = SnapshotWords.OfOrganizations(content.Organizations);
    }

    /// <summary>The address book of an environment that has none.</summary>
    public static AddressBookSnapshot Empty { get; } = Build([], [], null);

    /// <summary>When it was synchronised; null when it never was.</summary>
    public DateTimeOffset? SyncedAt { get; }

    /// <summary>
    /// Whether there is a synchronised address book at all. Without one nothing follows from an address being unknown: local entries
    /// add to the federation's register, they are none.
    /// </summary>
    public bool Knows => SyncedAt is not null;

    /// <summary>The organisations and units, by name.</summary>
    public IReadOnlyList<AddressBookOrganization> Organizations => _content.Organizations;

    /// <summary>The functional addresses, by organisation and name.</summary>
    public IReadOnlyList<AddressBookHit> Addresses => _content.Addresses;

    /// <summary>The code systems, by name.</summary>
    public IReadOnlyList<AddressBookCodeSystem> CodeSystems => _content.CodeSystems;

    /// <summary>Entries that were left out, such as addresses of organisations that are not there.</summary>
    public IReadOnlyList<SkippedEntry> Skipped => _content.Skipped;

    /// <summary>Makes a snapshot of a synchronised copy and local entries.</summary>
    /// <param name="entries">The synchronised entries.</param>
    /// <param name="local">Entries of the node's own, which win.</param>
    /// <param name="syncedAt">When the copy was synchronised; null when there is none.</param>
    public static AddressBookSnapshot Build(IEnumerable<AddressBookEntry> entries, IEnumerable<LocalEntry> local, DateTimeOffset? syncedAt)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(local);
        var builder = new SnapshotBuilder();
        foreach (var entry in entries)
        {
            builder.Add(entry);
        }

        foreach (var entry in local)
        {
            builder.Add(entry);
        }

        return new AddressBookSnapshot(builder.Build(), syncedAt);
    }

    /// <summary>The organisation of a participant, or null.</summary>
    public AddressBookOrganization? FindOrganization(ParticipantIdentifier participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return _byParticipant.GetValueOrDefault(participant.Value);
    }

    /// <summary>Every entry of a functional address, which compares exactly (ID-11).</summary>
    public IReadOnlyList<AddressBookHit> FindAddresses(string address) => _byAddress.GetValueOrDefault(address) ?? [];

    /// <summary>What the address book says of a functional address at a participant, its units included.</summary>
    public AddressOwnership Owns(ParticipantIdentifier participant, string address)
    {
        var found = FindAddresses(address);
        return found.Count == 0 ? AddressOwnership.Unknown
            : found.Any(hit => _content.BelongsTo(hit, participant)) ? AddressOwnership.Known
            : AddressOwnership.OfAnother;
    }

    /// <summary>The participant's name for people, or null.</summary>
    public string? OrganizationName(ParticipantIdentifier participant) => FindOrganization(participant)?.Name;

    /// <summary>The name of a participant's function for people, or null.</summary>
    public string? AddressName(ParticipantIdentifier participant, string address) =>
        FindAddresses(address).FirstOrDefault(hit => _content.BelongsTo(hit, participant))?.Address.Name;

    /// <summary>
    /// The functional addresses that fit, best first. Forgives case, accents, Swedish letters written without them, the order of the
    /// words and typing errors; finds words' beginnings and parts.
    /// </summary>
    public IReadOnlyList<AddressBookHit> Search(AddressBookQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var category = query.Category is null ? null : Folding.Fold(query.Category.Trim());
        return [.. _addressWords.Find(query.Text).Select(number => _content.Addresses[number]).Where(hit => Fits(hit, query, category)).Take(query.Count)];
    }

    /// <summary>The organisations and units that fit the words, best first.</summary>
    public IReadOnlyList<AddressBookOrganization> SearchOrganizations(string? text) =>
        [.. _organizationWords.Find(text).Select(number => _content.Organizations[number])];

    /// <summary>An entry as it was received, or as a local entry was made; null where there is none.</summary>
    public AddressBookEntry? FindEntry(AddressBookResource resource, string id) => _content.Entries.GetValueOrDefault((resource, id));

    private bool Fits(AddressBookHit hit, AddressBookQuery query, string? category) =>
        (category is null || hit.Address.Categories.Any(of => Folding.Fold(of) == category))
        && (query.Code is null || hit.Address.Codes.Any(code => string.Equals(code.Code, query.Code, StringComparison.OrdinalIgnoreCase) && InSystem(code, query.CodeSystem)))
        && (query.Code is not null || query.CodeSystem is null || hit.Address.Codes.Any(code => InSystem(code, query.CodeSystem)))
        && (query.Participant is null || _content.BelongsTo(hit, query.Participant));

    private static bool InSystem(AddressBookCode code, string? system) => system is null || string.Equals(code.CodeSystem, system, StringComparison.OrdinalIgnoreCase);
}
