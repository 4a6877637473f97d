using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

[assembly: AssemblyFixture(typeof(AccessPoints))]

namespace SdkNode.As4.Tests.Support;

/// <summary>Two access points of one environment, and some that must not be believed. Keys are made once.</summary>
public sealed class AccessPoints : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private DevelopmentPki _pki = null!;
    private DevelopmentPki _otherPki = null!;

    /// <summary>The sending access point, AP0001-DEV.</summary>
    public KeyPair A { get; private set; } = null!;

    /// <summary>The receiving access point, AP0002-DEV.</summary>
    public KeyPair B { get; private set; } = null!;

    /// <summary>A's name under another environment's authority.</summary>
    public KeyPair OtherEnvironment { get; private set; } = null!;

    /// <summary>A's name under another issuing authority below the same root.</summary>
    public KeyPair OtherIssuer { get; private set; } = null!;

    /// <summary>A's name, out of date.</summary>
    public KeyPair Expired { get; private set; } = null!;

    /// <summary>A's name, revoked.</summary>
    public KeyPair Revoked { get; private set; } = null!;

    public CertificateVerifier Verifier { get; private set; } = null!;

    public TrustPolicy Trust { get; private set; } = null!;

    /// <summary>Whether anybody answers about revocation.</summary>
    public bool RevocationAvailable
    {
        set => _pki.CrlAvailable = _pki.OcspAvailable = value;
    }

    public async ValueTask InitializeAsync()
    {
        _pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, CancellationToken.None);
        _otherPki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { Environment = "OTHER", AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, CancellationToken.None);
        A = _pki.Ap.Issue("AP0001-DEV");
        B = _pki.Ap.Issue("AP0002-DEV");
        OtherEnvironment = _otherPki.Ap.Issue("AP0001-DEV");
        OtherIssuer = _pki.Ap.CreateSibling("Another issuing CA").Issue("AP0001-DEV");
        Expired = _pki.Ap.Issue("AP0001-DEV", new IssueOptions { NotBefore = DateTimeOffset.UtcNow.AddDays(-10), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) });
        Revoked = _pki.Ap.Issue("AP0001-DEV");
        _pki.Revoke(Revoked.Certificate);
        Verifier = NewVerifier();
        Trust = new TrustPolicy { Purpose = "AP of DEV", Anchors = [_pki.Ap.Root], Issuers = [_pki.Ap.Issuing], Use = CertificateUse.Signing };
    }

    /// <summary>A verifier that has not asked anybody yet.</summary>
    public CertificateVerifier NewVerifier() => new(new RevocationChecker(_http, TimeProvider.System), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _pki.DisposeAsync();
        await _otherPki.DisposeAsync();
    }

    /// <summary>B's receiver.</summary>
    public As4Receiver Receiver(As4Limits? limits = null, TimeProvider? clock = null, Func<As4ReceiverOptions, As4ReceiverOptions>? change = null)
    {
        var options = new As4ReceiverOptions { OwnPartyId = "AP0002-DEV", Signing = B, Decryption = [B], ApTrust = Trust, Limits = limits ?? new As4Limits() };
        return new As4Receiver(change?.Invoke(options) ?? options, Verifier, clock ?? TimeProvider.System);
    }

    /// <summary>A message from A to B with the federation's values.</summary>
    public static As4UserMessage Message(params As4Payload[] payloads) => new()
    {
        MessageId = As4MessageIds.New("AP0001-DEV"),
        Timestamp = DateTimeOffset.UtcNow,
        From = new As4Party("AP0001-DEV", "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap", As4Names.InitiatorRole),
        To = new As4Party("AP0002-DEV", "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap", As4Names.ResponderRole),
        Service = new As4Value("bdx:noprocess", "urn:fdc:digg.se:edelivery:process"),
        Action = "busdox-docid-qns::urn:example:document",
        ConversationId = Guid.NewGuid().ToString(),
        Properties =
        [
            new As4Property(As4Names.OriginalSender, "0203:kristinehamn.example", "iso6523-actorid-upis"),
            new As4Property(As4Names.FinalRecipient, "0203:regionvarmland.example", "iso6523-actorid-upis"),
        ],
        Parts = [.. payloads.Select(payload => payload.ToPart())],
    };

    /// <summary>A payload of these octets, prepared as the node does it.</summary>
    public static async Task<As4Payload> PayloadAsync(byte[] content, As4Compression compression = As4Compression.WhenItPays)
    {
        using var stored = new MemoryStream();
        await using var writer = new As4PayloadWriter(stored, compression, leaveOpen: true);
        await writer.WriteAsync(content, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
        var octets = stored.ToArray();
        return writer.ToPayload(_ => ValueTask.FromResult<Stream>(new MemoryStream(octets, writable: false)));
    }

    /// <summary>A transmission from A to B.</summary>
    public As4Transmission Transmission(Uri endpoint, params As4Payload[] payloads) => new()
    {
        Endpoint = endpoint,
        Message = Message(payloads),
        Payloads = payloads,
        Signing = A,
        Receiver = B.Certificate,
    };
}
