using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.Configuration;

/// <summary>An environment's address book: where it is synchronised from, and the entries of the node's own (DIR-7).</summary>
/// <param name="Source">Where it is; null when there is only the node's own.</param>
/// <param name="Entries">Entries of the node's own.</param>
internal sealed record AddressBookSetup(AddressBookSource? Source, IReadOnlyList<LocalEntry> Entries)
{
    /// <summary>How often the local copy is synchronised.</summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How old the copy may be when it is to say that a receiver is unknown.</summary>
    public TimeSpan RefreshAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads the settings; what is wrong with them is added to <paramref name="faults"/>.</summary>
    public static AddressBookSetup Read(string key, AddressBookOptions options, List<ConfigurationFault> faults)
    {
        var entries = new List<LocalEntry>();
        for (var i = 0; i < options.Entries.Count; i++)
        {
            if (ReadEntry($"{key}:AddressBook:Entries:{i}", options.Entries[i], faults) is { } entry)
            {
                entries.Add(entry);
            }
        }

        foreach (var twice in entries.GroupBy(entry => (entry.Participant, entry.Address)).Where(group => group.Count() > 1))
        {
            faults.Add(new($"{key}:AddressBook:Entries", $"{twice.Key.Participant} {twice.Key.Address}", $"The same address stands {twice.Count()} times.", "Keep one."));
        }

        return new AddressBookSetup(ReadSource($"{key}:AddressBook:Url", options, faults), entries)
        {
            SyncInterval = options.SyncInterval,
            RefreshAge = options.RefreshAge,
        };
    }

    private static AddressBookSource? ReadSource(string key, AddressBookOptions options, List<ConfigurationFault> faults)
    {
        if (string.IsNullOrWhiteSpace(options.Url))
        {
            return null;
        }

        // What it says is not signed: whom we believe is decided by TLS.
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            faults.Add(new(key, options.Url, "It is no https URL.", "Use the address that the federation publishes, with https; http only for this machine."));
            return null;
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            faults.Add(new(key, options.Url, "It holds more than a base address.", "Leave out user, ? and #: /organizations, /addresses and /codesystems are added to it."));
            return null;
        }

        return new AddressBookSource { Url = url, Timeout = options.Timeout };
    }

    private static LocalEntry? ReadEntry(string key, AddressBookEntryOptions options, List<ConfigurationFault> faults)
    {
        if (!ParticipantIdentifier.Parse(options.Participant).TryGet(out var participant, out var wrong))
        {
            faults.Add(new($"{key}:Participant", options.Participant, wrong.Detail, "Write it as 0203:kristinehamn.se (ID-2)."));
        }

        if (!FunctionalAddress.Parse(options.Address).TryGet(out var address, out wrong))
        {
            faults.Add(new($"{key}:Address", options.Address, wrong.Detail, "Write the functional address as the receiver gave it (ID-11)."));
        }

        return participant is null || address is null ? null : new LocalEntry
        {
            Participant = participant,
            Address = address,
            OrganizationName = Text(options.OrganizationName),
            Name = Text(options.Name),
            Description = Text(options.Description),
            Categories = options.Categories,
            Codes = [.. options.Codes.Select(Code)],
        };
    }

    private static AddressBookCode Code(string text) => text.LastIndexOf('|') is var bar and > 0 && bar < text.Length - 1
        ? new AddressBookCode(text[..bar], text[(bar + 1)..])
        : new AddressBookCode(null, text);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
