using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Demo;

/// <summary>One municipality of the demo: who it is and where its node's files are.</summary>
/// <param name="Letter">What the demo's commands call it.</param>
/// <param name="Participant">Its participant identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="Function">Its functional address.</param>
/// <param name="PartyId">The CN of its access point.</param>
internal sealed record DemoParty(string Letter, string Participant, string Name, string Function, string PartyId)
{
    /// <summary>The sender.</summary>
    public static DemoParty Kristinehamn { get; } = new("a", "0203:kristinehamn.example", "Kristinehamns kommun", "kristinehamn.registratur", "AP0001-SDK-DEMO");

    /// <summary>The receiver.</summary>
    public static DemoParty RegionVarmland { get; } = new("b", "0203:regionvarmland.example", "Region Värmland", "varmland.vardcentral.kristinehamn", "AP0002-SDK-DEMO");
}

/// <summary>A node's keys as the development PKI issued them.</summary>
internal sealed record DemoKeys(KeyPair AccessPoint, KeyPair Tls, KeyPair Organisation) : IDisposable
{
    /// <summary>Orders all three, in parallel.</summary>
    public static async Task<DemoKeys> IssueAsync(DevelopmentPki pki, DemoParty party, CancellationToken cancellationToken)
    {
        var accessPoint = pki.Ap.IssueAsync(party.PartyId, new IssueOptions { Organization = party.Name }, cancellationToken);
        var tls = pki.Tls.IssueAsync($"{party.Letter}.ap.example", new IssueOptions { Organization = party.Name, DnsNames = ["localhost", "127.0.0.1"] }, cancellationToken);
        var organisation = pki.O2O.IssueAsync(party.Participant[5..], new IssueOptions { Organization = party.Name }, cancellationToken);
        return new DemoKeys(await accessPoint, await tls, await organisation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        AccessPoint.Dispose();
        Tls.Dispose();
        Organisation.Dispose();
    }
}

/// <summary>Where a node of the demo listens.</summary>
/// <param name="Partners">For partners; 0 lets the node take a free port.</param>
/// <param name="Api">For clients.</param>
/// <param name="Console">For browsers; null: there are no pages.</param>
internal sealed record DemoPorts(int Partners, int Api, int? Console = null);

/// <summary>Writes a node's folder as an admin would: keys, trust anchors and <c>sdknode.json</c>.</summary>
internal sealed class DemoFolder(string folder, Action<JsonObject>? adjust = null)
{
    private const string KeyPassword = "demo";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings file.</summary>
    public string SettingsPath => Path.Combine(folder, "sdknode.json");

    /// <summary>Writes everything; a port of 0 lets the node take a free one.</summary>
    public void Write(DemoParty party, DemoKeys keys, DevelopmentPki pki, DemoServices services, DemoPorts ports)
    {
        Directory.CreateDirectory(Path.Combine(folder, "certs"));
        WriteKey("ap.p12", keys.AccessPoint);
        WriteKey("tls.p12", keys.Tls);
        WriteKey("o2o.p12", keys.Organisation);
        foreach (var (name, authority) in new[] { ("ap", pki.Ap), ("smp", pki.Smp), ("tls", pki.Tls), ("o2o", pki.O2O) })
        {
            WriteCertificate($"{name}-root.pem", authority.Root);
            WriteCertificate($"{name}-ca.pem", authority.Issuing);
        }

        var settings = Settings(party, services, ports);
        if (ports.Console is { } console)
        {
            settings["Console"] = DemoPeople.Settings(party, console);
        }

        adjust?.Invoke(settings);
        File.WriteAllText(SettingsPath, settings.ToJsonString(Indented) + "\n");
    }

    private static JsonObject Settings(DemoParty party, DemoServices services, DemoPorts ports) => new()
    {
        ["DataFolder"] = "data",
        ["Api"] = new JsonObject { ["Listen"] = new JsonObject { ["Port"] = ports.Api } },
        ["Environments"] = new JsonArray(new JsonObject
        {
            ["Name"] = DemoServices.Environment,
            ["Federation"] = "urn:fdc:digg.se:edelivery:federation:test",
            ["Listen"] = new JsonObject { ["Address"] = "127.0.0.1", ["Port"] = ports.Partners },
            ["AccessPoint"] = new JsonObject { ["Signing"] = Key("ap") },
            ["Tls"] = new JsonObject { ["Server"] = Key("tls") },
            ["Sml"] = new JsonObject { ["Zone"] = services.Zone, ["NameServers"] = new JsonArray(services.NameServer.ToString()) },
            ["AddressBook"] = new JsonObject { ["Url"] = services.Federation.AddressBook.Address.AbsoluteUri },
            ["Trust"] = new JsonObject
            {
                ["AccessPoint"] = Trust("ap"),
                ["Smp"] = Trust("smp"),
                ["Tls"] = Trust("tls"),
                ["O2O"] = Trust("o2o"),
            },
            ["Retry"] = new JsonObject { ["Attempts"] = 8, ["Span"] = "00:05:00" },

            // Whoever stops one of two nodes and starts it again does not want to wait for minutes.
            ["Transport"] = new JsonObject { ["BreakerShortest"] = "00:00:05", ["BreakerLongest"] = "00:00:10" },
            ["DocumentTypes"] = new JsonArray(new JsonObject
            {
                ["Identifier"] = DemoServices.BulkType,
                ["TypeCode"] = DemoServices.BulkTypeCode,
                ["ContentType"] = "application/octet-stream",
                ["MaxBytes"] = 1_000_000_000,
            }),
            ["Limits"] = new JsonObject { ["MaxEnvelopeBytes"] = 1_200_000_000 },
        }),
        ["Participants"] = new JsonArray(new JsonObject
        {
            ["Id"] = party.Participant,
            ["Name"] = party.Name,
            ["Environment"] = DemoServices.Environment,
            ["FunctionalAddresses"] = new JsonArray([.. DemoAddressBook.AddressesOf(party).Select(address => (JsonNode)address)]),
            ["Signing"] = Key("o2o"),
        }),
    };

    private static JsonObject Key(string name) => new() { ["Path"] = $"certs/{name}.p12", ["Password"] = KeyPassword };

    private static JsonObject Trust(string name) => new()
    {
        ["Anchors"] = new JsonArray($"certs/{name}-root.pem"),
        ["Issuers"] = new JsonArray($"certs/{name}-ca.pem"),
        ["Revocation"] = "Hard",
    };

    private void WriteKey(string name, KeyPair key)
    {
        using var withKey = key.Certificate.HasPrivateKey ? X509CertificateLoader.LoadCertificate(key.Certificate.RawData).CopyWithPrivateKey(key.PrivateKey) : key.Certificate.CopyWithPrivateKey(key.PrivateKey);
        var collection = new X509Certificate2Collection(withKey);
        collection.AddRange(key.Chain.ToArray());
        Private(name, collection.Export(X509ContentType.Pkcs12, KeyPassword)!);
    }

    private void WriteCertificate(string name, X509Certificate2 certificate) =>
        File.WriteAllText(Path.Combine(folder, "certs", name), certificate.ExportCertificatePem() + "\n", Encoding.ASCII);

    private void Private(string name, byte[] content)
    {
        var path = Path.Combine(folder, "certs", name);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        CryptographicOperations.ZeroMemory(content);
    }
}
