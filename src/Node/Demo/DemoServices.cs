using System.Net;
using SdkNode.Envelope.Identifiers;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;

namespace SdkNode.Node.Demo;

/// <summary>The demo's federation: certificate authorities with CRL and OCSP, SMP, DNS and address book, all on loopback ports.</summary>
internal sealed class DemoServices : IAsyncDisposable
{
    /// <summary>The environment's name in the nodes' settings.</summary>
    public const string Environment = "demo";

    /// <summary>A second registered document type, for large content (MSG-14).</summary>
    public const string BulkType = "urn:sdknode:demo:bulk::octets##1.0";

    /// <summary>Its DocumentTypeCode.</summary>
    public const string BulkTypeCode = "urn:sdknode:demo:bulk";

    private DemoServices(DevelopmentPki pki, TestFederation federation) => (Pki, Federation) = (pki, federation);

    /// <summary>The certificate authorities.</summary>
    public DevelopmentPki Pki { get; }

    /// <summary>SMP, DNS and address book.</summary>
    public TestFederation Federation { get; }

    /// <summary>The SML zone.</summary>
    public string Zone => Federation.SmlZone;

    /// <summary>Where DNS answers.</summary>
    public IPEndPoint NameServer => Federation.Dns.Address;

    /// <summary>Makes the authorities and starts everything.</summary>
    public static Task<DemoServices> StartAsync(CancellationToken cancellationToken) => StartAsync(new DevelopmentPkiOptions { Environment = "DEMO" }, cancellationToken);

    /// <summary>Makes authorities of another kind and starts everything.</summary>
    public static async Task<DemoServices> StartAsync(DevelopmentPkiOptions options, CancellationToken cancellationToken)
    {
        var pki = await DevelopmentPki.StartAsync(options, cancellationToken);
        var federation = await TestFederation.StartAsync(pki, new TestFederationOptions(), cancellationToken);
        foreach (var organization in DemoAddressBook.Organizations)
        {
            federation.AddressBook.Set(organization);
        }

        return new DemoServices(pki, federation);
    }

    /// <summary>Registers a municipality: its access point, its document types, its certificates (CertPub), its function.</summary>
    public void Publish(DemoParty party, DemoKeys keys, Uri address) => Federation.Publish(Publication(party, keys, address));

    /// <summary>What the directory says of a municipality.</summary>
    public static ParticipantPublication Publication(DemoParty party, DemoKeys keys, Uri address) => new()
    {
        Participant = ParticipantIdentifier.Parse(party.Participant).Value!,
        Documents = [.. new[] { DocumentTypeIdentifier.SdkMessageBaseCode, DocumentTypeIdentifier.MessageReceiptBaseCode, BulkType }
            .Select(type => new DocumentTypeIdentifier(type, TransportModel.BaseSigEnc))],
        Endpoint = new Uri(address, "/as4"),
        AccessPoint = keys.AccessPoint.Certificate,
        Signing = [keys.Organisation.Certificate],
        Encryption = [keys.Organisation.Certificate],
        Name = party.Name,
        Functions = [new BookFunction(party.Function, "Registratur")],
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Federation.DisposeAsync();
        await Pki.DisposeAsync();
    }
}
