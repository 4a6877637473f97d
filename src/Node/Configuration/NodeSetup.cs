using System.Net;
using SdkNode.Adapters.Mail;
using SdkNode.Envelope.DocumentTypes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Keys;
using SdkNode.Node.Store;
using SdkNode.Node.Trust;
using SdkNode.Routing;
using SdkNode.Security.Certificates;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Configuration;

/// <summary>The settings made real: keys loaded, certificates checked, identifiers parsed. Nothing here can still be wrong in form.</summary>
internal sealed record NodeSetup(string DataFolder, IReadOnlyList<EnvironmentSetup> Environments) : IDisposable
{
    /// <summary>Where the store is.</summary>
    public required StorePlace Store { get; init; }

    /// <summary>The node's name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The keys of ours, as they count at this moment.</summary>
    public required KeyRing Keys { get; init; }

    /// <summary>The API for case systems, or null.</summary>
    public ApiSetup? Api { get; init; }

    /// <summary>The pages for people, or null.</summary>
    public ConsoleSetup? Console { get; init; }

    /// <summary>The malware scanner, or null when scanning is off.</summary>
    public VirusScanSetup? VirusScan { get; init; }

    /// <summary>The mail server, or null.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>Who is told of alarms.</summary>
    public AlarmNoticeSetup AlarmNotices { get; init; } = new([], TimeSpan.FromMinutes(30), Swedish: true, null);

    /// <summary>Who may watch how the node does.</summary>
    public TelemetrySetup Telemetry { get; init; } = new(null, null);

    /// <summary>The log server, or null.</summary>
    public SyslogSetup? Syslog { get; init; }

    /// <summary>Time servers to compare this machine's clock with.</summary>
    public IReadOnlyList<(string Host, int Port)> NtpServers { get; init; } = [];

    /// <summary>The hardware module that holds private keys, or null.</summary>
    public Pkcs11Token? Pkcs11 { get; init; }

    /// <summary>How the node stops.</summary>
    public StopSetup Stop { get; init; } = new(TimeSpan.Zero, TimeSpan.FromSeconds(25));

    /// <summary>The free room on the data folder's disk, octets, below which nothing new is taken.</summary>
    public long MinFreeBytes { get; init; }

    /// <inheritdoc />
    public void Dispose()
    {
        Api?.Dispose();
        Console?.Dispose();
        Syslog?.Client?.Dispose();
        foreach (var pair in Keys.Settings.Values.SelectMany(keys => keys).Select(key => key.Pair).Distinct())
        {
            pair.Dispose();
        }
    }
}

/// <summary>How the node stops.</summary>
/// <param name="DrainDelay">How long it says that it is not ready before it closes.</param>
/// <param name="DrainTime">How long what runs may go on then.</param>
internal sealed record StopSetup(TimeSpan DrainDelay, TimeSpan DrainTime);

/// <summary>One environment with its keys, its trust and the participants that we serve in it.</summary>
internal sealed record EnvironmentSetup
{
    /// <summary>The environment's options as written.</summary>
    public required EnvironmentOptions Options { get; init; }

    /// <summary>The environment's name.</summary>
    public string Name => Options.Name;

    /// <summary>The federation identifier that envelopes carry (ID-3).</summary>
    public required string Federation { get; init; }

    /// <summary>The access point's keys, as they count at this moment.</summary>
    public required EnvironmentKeys Keys { get; init; }

    /// <summary>Signs AS4 messages and receipts. Who needs it has asked before whether it is there (<see cref="EnvironmentKeys.SendingGap"/>).</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public KeyPair Signing => Keys.Signing ?? throw new InvalidOperationException(Keys.SendingGap);

    /// <summary>Our party id: the CN of the signing certificate (AS4-2).</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public string PartyId => Signing.CommonName;

    /// <summary>Whom we trust, by purpose, as it counts at this moment.</summary>
    public required EnvironmentTrust Trust { get; init; }

    /// <summary>Whose access points we accept.</summary>
    public required TrustPolicy ApTrust { get; init; }

    /// <summary>Whose TLS certificates we accept.</summary>
    public required TrustPolicy TlsTrust { get; init; }

    /// <summary>The proxies that forward partners' client certificates.</summary>
    public required IReadOnlyList<IPNetwork> Proxies { get; init; }

    /// <summary>Which TLS is spoken.</summary>
    public required TlsProtocols TlsProtocols { get; init; }

    /// <summary>Whose O2O certificates we accept.</summary>
    public required TrustPolicy O2OTrust { get; init; }

    /// <summary>Where receivers are found.</summary>
    public required RoutingEnvironment Routing { get; init; }

    /// <summary>Where functional addresses are listed (DIR-7).</summary>
    public required AddressBookSetup AddressBook { get; init; }

    /// <summary>The document types that we know.</summary>
    public required DocumentTypeRegistry DocumentTypes { get; init; }

    /// <summary>The transport models that are allowed (ID-8).</summary>
    public required IReadOnlyList<TransportModel> TransportModels { get; init; }

    /// <summary>The participants that we serve.</summary>
    public required IReadOnlyList<ParticipantSetup> Participants { get; init; }

    /// <summary>Whether a connection from this address comes from a proxy.</summary>
    public bool IsProxy(IPAddress? address) => address is not null && Proxies.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    /// <summary>The participant of ours with this identifier, or null.</summary>
    public ParticipantSetup? FindParticipant(ParticipantIdentifier id) => Participants.FirstOrDefault(participant => participant.Id.Equals(id));
}

/// <summary>One participant of ours.</summary>
internal sealed record ParticipantSetup
{
    /// <summary>Its identifier.</summary>
    public required ParticipantIdentifier Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The functional addresses that exist here.</summary>
    public required IReadOnlyList<string> FunctionalAddresses { get; init; }

    /// <summary>The media types of files that are accepted beside PDF; none: all.</summary>
    public IReadOnlyList<string> FileTypes { get; init; } = [];

    /// <summary>What happens to messages of single functional addresses.</summary>
    public IReadOnlyList<MailboxSetup> Mailboxes { get; init; } = [];

    /// <summary>Its keys, as they count at this moment.</summary>
    public required ParticipantKeys Keys { get; init; }

    /// <summary>The settings of a functional address, or null where it has none.</summary>
    public MailboxSetup? FindMailbox(string address) => Mailboxes.FirstOrDefault(mailbox => mailbox.Address == address);

    /// <summary>Whether a file of this media type is accepted (MSG-11): PDF always, others by the settings.</summary>
    public bool Accepts(string contentType)
    {
        var type = contentType.Split(';')[0].Trim();
        return FileTypes.Count == 0 || Is("application/pdf") || FileTypes.Any(Is);

        bool Is(string known) => known.EndsWith("/*", StringComparison.Ordinal)
            ? known == "*/*" || type.StartsWith(known[..^1], StringComparison.OrdinalIgnoreCase)
            : type.Equals(known, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the functional address exists here; compared exactly (ID-11).</summary>
    public bool HasFunctionalAddress(string address) => FunctionalAddresses.Contains(address, StringComparer.Ordinal);
}
