using System.Net;
using SdkNode.Envelope.DocumentTypes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Node.Keys;
using SdkNode.Node.Trust;
using SdkNode.Routing;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>
/// Turns settings into a setup, or into all that is wrong with them at once: each fault says key, value and remedy (DESIGN 7).
/// </summary>
internal sealed class SetupBuilder(Settings settings, CertificateVerifier verifier, bool development)
{
    private readonly List<ConfigurationFault> _faults = [];
    private readonly KeyLoader _keys = new(settings, verifier, development);
    private readonly KeyRing _ring = new(verifier.Clock);
    private readonly Dictionary<KeySlot, IReadOnlyList<OwnKey>> _slots = [];

    /// <summary>Reads every file that the settings name and checks that what they hold fits.</summary>
    public async Task<(NodeSetup? Setup, IReadOnlyList<ConfigurationFault> Faults)> BuildAsync(CancellationToken cancellationToken)
    {
        var options = settings.Options;
        _faults.AddRange(settings.Faults);
        _faults.AddRange(StoreChecks.Check(options.Store, settings.Resolve));
        if (options.Environments.Count == 0)
        {
            Add("Environments", null, "There is none.", "Describe at least one federation environment.");
        }

        CheckNames(options);
        var environments = new List<EnvironmentSetup>();
        for (var i = 0; i < options.Environments.Count; i++)
        {
            if (await EnvironmentAsync($"Environments:{i}", options.Environments[i], cancellationToken) is { } environment)
            {
                environments.Add(environment);
            }
        }

        CheckPlaces(options);
        _faults.AddRange(SettingRanges.Check(options));
        var scan = VirusScanSetup.Read("VirusScan", options.VirusScan, _faults);
        var telemetry = TelemetrySetup.Read("Telemetry", options.Telemetry, _faults);
        var ntp = NtpServers(options.NtpServers);
        var syslog = await SyslogSetup.ReadAsync("Syslog", options.Syslog, _keys, _faults, cancellationToken);
        var mail = MailReader.Read(settings, _faults);
        var notices = AlarmNoticeSetup.Read(settings, _faults);
        var api = options.Api is { } wanted ? await new ApiReader(settings, _keys, _faults).ReadAsync(wanted, cancellationToken) : null;
        var console = options.Console is { } pages ? await new ConsoleReader(settings, _keys, development, _faults).ReadAsync(pages, cancellationToken) : null;
        _faults.AddRange(_keys.Faults);
        if (_faults.Count > 0)
        {
            return (null, _faults);
        }

        _ring.Begin(_slots);
        var stop = new StopSetup(options.DrainDelay, options.DrainTime);
        return (new NodeSetup(settings.DataFolder, environments)
        {
            Store = settings.Store,
            Name = options.Name ?? Environment.MachineName,
            Keys = _ring,
            Api = api,
            Console = console,
            VirusScan = scan,
            Mail = mail,
            AlarmNotices = notices,
            Telemetry = telemetry,
            Syslog = syslog,
            Pkcs11 = _keys.Pkcs11,
            NtpServers = ntp,
            Stop = stop,
            MinFreeBytes = options.MinFreeBytes,
        }, _faults);
    }

    private void CheckPlaces(NodeOptions options)
    {
        for (var i = 0; i < options.Participants.Count; i++)
        {
            if (!options.Environments.Any(environment => environment.Name == options.Participants[i].Environment))
            {
                Add($"Participants:{i}:Environment", options.Participants[i].Environment, "There is no environment of that name.",
                    $"Use one of: {string.Join(", ", options.Environments.Select(environment => environment.Name))}.");
            }
        }
    }

    private async Task<EnvironmentSetup?> EnvironmentAsync(string key, EnvironmentOptions options, CancellationToken cancellationToken)
    {
        CheckValues(key, options);
        var trust = new EnvironmentTrust(options.Name);
        var reader = new TrustReader(_keys, _faults, $"{key}:Trust", trust);
        var ap = reader.Read("AccessPoint", TrustPurpose.AccessPoint, options.Trust.AccessPoint);
        var smp = reader.Read("Smp", TrustPurpose.Smp, options.Trust.Smp);
        var tls = reader.Read("Tls", TrustPurpose.Tls, options.Trust.Tls);
        var o2o = reader.Read("O2O", TrustPurpose.O2O, options.Trust.O2O);
        var signing = await _keys.LoadAsync($"{key}:AccessPoint:Signing", options.AccessPoint.Signing, ap with { Use = CertificateUse.Signing }, cancellationToken);
        var decryption = await _keys.LoadAllAsync($"{key}:AccessPoint:Decryption", options.AccessPoint.Decryption, ap with { Use = CertificateUse.Encryption }, cancellationToken);
        var server = await _keys.LoadAsync($"{key}:Tls:Server", options.Tls.Server, tls with { Use = CertificateUse.TlsServer }, cancellationToken);
        var client = options.Tls.Client is null
            ? server
            : await _keys.LoadAsync($"{key}:Tls:Client", options.Tls.Client, tls with { Use = CertificateUse.TlsClient }, cancellationToken);
        var participants = await ParticipantsAsync(trust, o2o, cancellationToken);
        var models = TransportModels(key, options);
        var types = DocumentTypes(key, options);
        var nameServers = NameServers(key, options.Sml);
        var proxies = Proxies($"{key}:Listen", options.Listen);
        var overrides = SmpOverrides.Read(key, options, development, _faults);
        var protocols = TlsProtocols.Read(key, options.Tls, _faults);
        var addressBook = AddressBookSetup.Read(key, options.AddressBook, _faults);
        if (participants is null)
        {
            return null;
        }

        Fill(new KeySlot(options.Name, KeyPurpose.ApSigning), signing);
        Fill(new KeySlot(options.Name, KeyPurpose.ApDecryption), decryption.Count > 0 ? [.. decryption] : [signing]);
        Fill(new KeySlot(options.Name, KeyPurpose.TlsServer), server);
        Fill(new KeySlot(options.Name, KeyPurpose.TlsClient), client);
        return new EnvironmentSetup
        {
            Options = options,
            Federation = options.Federation,
            Trust = trust,
            Keys = new EnvironmentKeys(_ring, options.Name, trust),
            ApTrust = ap,
            TlsTrust = tls,
            Proxies = proxies,
            TlsProtocols = protocols,
            O2OTrust = o2o,
            AddressBook = addressBook,
            Routing = new RoutingEnvironment
            {
                SmlZone = options.Sml.Zone,
                NameServers = nameServers,
                SmpOverrides = overrides,
                SmpTrust = smp,
                ApTrust = ap,
                O2OTrust = o2o,
                TransportProfiles = options.TransportProfiles.Count > 0 ? options.TransportProfiles : ["digg-transport-as4-v1_0"],
                CacheTime = options.MetadataCacheTime,
                AllowExtraC14NTransform = options.MetadataExtraTransform,
            },
            DocumentTypes = types,
            TransportModels = models,
            Participants = participants,
        };
    }

    private void CheckValues(string key, EnvironmentOptions options)
    {
        if (options.Name.Length is 0 or > 32 || !options.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            Add($"{key}:Name", options.Name, "An environment needs a short name.", "Use 1 to 32 letters, digits and hyphens, such as \"qa\".");
        }

        if (!options.Federation.StartsWith("urn:", StringComparison.Ordinal))
        {
            Add($"{key}:Federation", options.Federation, "It is no federation identifier (ID-3).", "Use urn:fdc:digg.se:edelivery:federation:sdk, or …:test.");
        }

        if (!IPAddress.TryParse(options.Listen.Address, out _))
        {
            Add($"{key}:Listen:Address", options.Listen.Address, "It is no IP address.", "Use 0.0.0.0 for all IPv4 addresses, :: for all, or one of this machine's.");
        }

        if (options.Listen.Port is < 0 or > 65535)
        {
            Add($"{key}:Listen:Port", $"{options.Listen.Port}", "It is no port.", "Use 8443, or what the proxy in front forwards to.");
        }

        if (options.Sml.Zone.Length == 0)
        {
            Add($"{key}:Sml:Zone", null, "It is missing.", "Give the environment's SML zone (DIR-1), which the federation publishes.");
        }

        _faults.AddRange(SettingRanges.Check(key, options));
        foreach (var participant in options.Monitoring.Participants.Where(participant => !ParticipantIdentifier.Parse(participant).IsOk))
        {
            Add($"{key}:Monitoring:Participants", participant, "It is no participant identifier (ID-2).", "Write it as 0203:kristinehamn.se.");
        }

        if (!Enum.TryParse<As4.Sending.As4Compression>(options.Transport.Compression, ignoreCase: true, out _))
        {
            Add($"{key}:Transport:Compression", options.Transport.Compression, "It is not known.", "Use WhenItPays, Always or Never.");
        }

        if (options.Transport.ConversationId is not ("XheId" or "ConversationId"))
        {
            Add($"{key}:Transport:ConversationId", options.Transport.ConversationId, "It is not known.", "Use XheId or ConversationId (AS4-2).");
        }

        if (EnvelopeCiphers.FindTransport(options.Transport.EnvelopeKeyTransport) is null)
        {
            Add($"{key}:Transport:EnvelopeKeyTransport", options.Transport.EnvelopeKeyTransport, "It is not known.", $"Use {string.Join(" or ", EnvelopeCiphers.TransportNames)}.");
        }

        if (EnvelopeCiphers.Find(options.Transport.EnvelopeCipher) is null)
        {
            Add($"{key}:Transport:EnvelopeCipher", options.Transport.EnvelopeCipher, "It is not known.", $"Use {string.Join(", ", EnvelopeCiphers.Names)}.");
        }
    }

    private async Task<List<ParticipantSetup>?> ParticipantsAsync(EnvironmentTrust trust, TrustPolicy o2o, CancellationToken cancellationToken)
    {
        var environment = trust.Environment;
        var list = new List<ParticipantSetup>();
        var complete = true;
        for (var i = 0; i < settings.Options.Participants.Count; i++)
        {
            var options = settings.Options.Participants[i];
            if (options.Environment != environment)
            {
                continue;
            }

            var key = $"Participants:{i}";
            if (!ParticipantIdentifier.Parse(options.Id).TryGet(out var id, out var fault))
            {
                Add($"{key}:Id", options.Id, fault.Detail, "Write it as 0203:kristinehamn.se (ID-2).");
            }

            var signing = await _keys.LoadAsync($"{key}:Signing", options.Signing, o2o with { Use = CertificateUse.Signing }, cancellationToken);
            var decryption = await _keys.LoadAllAsync($"{key}:Decryption", options.Decryption, o2o with { Use = CertificateUse.Encryption }, cancellationToken);
            var mailboxes = MailboxReader.Read(key, options, settings, _faults);
            complete &= id is not null;
            if (id is not null)
            {
                Fill(new KeySlot(environment, KeyPurpose.O2OSigning, id.Value), signing);
                Fill(new KeySlot(environment, KeyPurpose.O2ODecryption, id.Value), decryption.Count > 0 ? [.. decryption] : [signing]);
                list.Add(new ParticipantSetup
                {
                    Id = id,
                    Name = options.Name ?? id.Value,
                    FunctionalAddresses = options.FunctionalAddresses,
                    FileTypes = options.FileTypes,
                    Mailboxes = mailboxes,
                    Keys = new ParticipantKeys(_ring, environment, id.Value, trust),
                });
            }
        }

        return complete ? list : null;
    }

    // What the settings name counts from the beginning; slots that they leave empty are the store's to fill.
    private void Fill(KeySlot slot, params KeyPair?[] pairs) => _slots[slot] = [.. pairs.OfType<KeyPair>().Select(pair => new OwnKey(pair, DateTimeOffset.MinValue, null, null))];

    private List<TransportModel> TransportModels(string key, EnvironmentOptions options)
    {
        var models = new List<TransportModel>();
        foreach (var name in options.TransportModels)
        {
            if (name is "tm-base" or "tm-base-ext-sigenc")
            {
                models.Add(name == "tm-base" ? TransportModel.Base : TransportModel.BaseSigEnc);
            }
            else
            {
                Add($"{key}:TransportModels", name, "It is not known (ID-8).", "Use tm-base-ext-sigenc; tm-base only in environments that demand it.");
            }
        }

        return models.Count > 0 ? models : [TransportModel.BaseSigEnc];
    }

    private DocumentTypeRegistry DocumentTypes(string key, EnvironmentOptions options)
    {
        var registry = DocumentTypeRegistry.Standard;
        for (var i = 0; i < options.DocumentTypes.Count; i++)
        {
            var type = options.DocumentTypes[i];
            var added = registry.With(type.Identifier, type.TypeCode, type.ContentType, type.MaxBytes);
            if (added.TryGet(out var next, out var fault))
            {
                registry = next;
            }
            else
            {
                Add($"{key}:DocumentTypes:{i}", type.Identifier, fault.Detail, "See docs/configuration.md, document types.");
            }
        }

        return registry;
    }

    private List<IPNetwork> Proxies(string key, ListenOptions options)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in options.Proxies)
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                Add($"{key}:Proxies", text, "It is no address and no network.", "Write it as 192.0.2.1 or 192.0.2.0/28.");
            }
        }

        if (options.ProxyHeader.Length == 0 || !options.ProxyHeader.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            Add($"{key}:ProxyHeader", options.ProxyHeader, "It is no name of a header.", "Use Client-Cert, or what the proxy sends.");
        }

        return networks;
    }

    private List<IPEndPoint> NameServers(string key, SmlOptions options)
    {
        var servers = new List<IPEndPoint>();
        foreach (var text in options.NameServers)
        {
            if (IPEndPoint.TryParse(text, out var server))
            {
                servers.Add(server.Port == 0 ? new IPEndPoint(server.Address, 53) : server);
            }
            else
            {
                Add($"{key}:Sml:NameServers", text, "It is no address.", "Write it as 192.0.2.1 or 192.0.2.1:53.");
            }
        }

        return servers;
    }

    private void CheckNames(NodeOptions options)
    {
        Unique("Environments", "Name", options.Environments.Select(environment => environment.Name));
        Unique("Participants", "Id within one environment", options.Participants.Select(participant => $"{participant.Environment}/{participant.Id}"));
        Unique("Participants", "folder of mailboxes of several participants", options.Participants.SelectMany(participant =>
            participant.Mailboxes.Select(mailbox => mailbox.Folder).OfType<string>().Select(settings.Resolve).Distinct()));
        Unique("Environments", "Listen address", options.Environments.Where(environment => environment.Listen.Port != 0).Select(environment => $"{environment.Listen.Address}:{environment.Listen.Port}"));
    }

    private List<(string Host, int Port)> NtpServers(IReadOnlyList<string> texts)
    {
        const int NtpPort = 123;
        var servers = new List<(string, int)>();
        foreach (var text in texts)
        {
            if (Uri.TryCreate($"ntp://{text}", UriKind.Absolute, out var url) && url is { Host.Length: > 0, AbsolutePath: "/" or "", UserInfo: "" })
            {
                servers.Add((url.Host, url.IsDefaultPort || url.Port < 0 ? NtpPort : url.Port));
            }
            else
            {
                Add("NtpServers", text, "It is no time server.", "Write it as ntp.kristinehamn.se or 192.0.2.1:123.");
            }
        }

        return servers;
    }

    private void Unique(string key, string what, IEnumerable<string> values)
    {
        foreach (var twice in values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Add(key, twice.Key, $"The same {what} stands {twice.Count()} times.", "Keep one.");
        }
    }

    private void Add(string key, string? value, string problem, string remedy) => _faults.Add(new(key, value, problem, remedy));
}
