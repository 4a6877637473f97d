using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Smp;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Federation;

namespace SdkNode.Routing.Tests;

/// <summary>A federation of one published participant, and a directory that looks it up over real UDP and HTTP.</summary>
internal sealed class RoutingWorld : IAsyncDisposable
{
    public static readonly ParticipantIdentifier Participant = ParticipantIdentifier.Parse("0203:regionvarmland.example").Value!;
    public static readonly DocumentTypeIdentifier Message = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc);
    public static readonly DocumentTypeIdentifier Receipt = Message.ReceiptType;

    private readonly HttpClient _http = new(SmpClient.CreateHandler());
    private readonly BreakableHandler _revocation = new();
    private readonly HttpClient _revocationHttp;

    private RoutingWorld(FederationFixture keys, TestFederation federation, Func<RoutingEnvironment, RoutingEnvironment> change)
    {
        (Keys, Federation) = (keys, federation);
        Clock = new ManualClock(TimeProvider.System.GetUtcNow());
        Environment = change(new RoutingEnvironment
        {
            SmlZone = federation.SmlZone,
            NameServers = [federation.Dns.Address],
            SmpTrust = new TrustPolicy { Purpose = "SMP of the test federation", Anchors = [keys.Pki.Smp.Root], Use = CertificateUse.Signing },
            ApTrust = new TrustPolicy { Purpose = "AP of the test federation", Anchors = [keys.Pki.Ap.Root], Issuers = [keys.Pki.Ap.Issuing] },
            O2OTrust = new TrustPolicy { Purpose = "O2O of the test federation", Anchors = [keys.Pki.O2O.Root], Intermediates = [keys.Pki.O2O.Issuing] },
        });
        _revocationHttp = new HttpClient(_revocation);
        Certificates = new CertificateVerifier(new RevocationChecker(_revocationHttp, Clock), Clock);
        Directory = new ReceiverDirectory(Environment, _http, Certificates, Clock);
        Publication = new ParticipantPublication
        {
            Participant = Participant,
            Documents = [Message, Receipt],
            Endpoint = new Uri("https://ap2.example/as4"),
            AccessPoint = keys.AccessPoint.Certificate,
            Signing = [keys.Signing.Certificate],
            Encryption = [keys.Encryption.Certificate],
            Activation = Clock.Now.AddDays(-1),
            Expiration = Clock.Now.AddYears(1),
        };
        federation.Publish(Publication);
    }

    public FederationFixture Keys { get; }

    public TestFederation Federation { get; }

    public ManualClock Clock { get; }

    public RoutingEnvironment Environment { get; }

    public CertificateVerifier Certificates { get; }

    public ReceiverDirectory Directory { get; }

    public ParticipantPublication Publication { get; }

    /// <summary>Whether CRL and OCSP cannot be reached.</summary>
    public bool RevocationDown
    {
        get => _revocation.Broken;
        set => _revocation.Broken = value;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RoutingWorld> StartAsync(FederationFixture keys, Func<RoutingEnvironment, RoutingEnvironment>? change = null)
    {
        var federation = await TestFederation.StartAsync(keys.Pki, new TestFederationOptions { SmpKey = keys.Smp }, Token);
        return new RoutingWorld(keys, federation, change ?? (environment => environment));
    }

    /// <summary>An environment that does not wait long for its name servers.</summary>
    public static RoutingEnvironment Impatient(RoutingEnvironment environment) => environment with { DnsTimeout = TimeSpan.FromMilliseconds(100) };

    /// <summary>An environment that does not look up whether its SMPs are revoked.</summary>
    public static RoutingEnvironment WithoutSmpRevocation(RoutingEnvironment environment) =>
        environment with { SmpTrust = environment.SmpTrust with { Revocation = RevocationPolicy.Off } };

    /// <summary>Publishes the participant anew, changed.</summary>
    public void Publish(Func<ParticipantPublication, ParticipantPublication> change) => Federation.Publish(change(Publication));

    public ValueTask<Result<ReceiverRoute, RoutingFault>> FindAsync() => Directory.FindReceiverAsync(Participant, Message, Token);

    /// <summary>Asserts that the receiver is not found, for this cause and in this way.</summary>
    public async Task RefusedAsync(RoutingFaultKind kind, bool retryable)
    {
        var found = await FindAsync();
        Assert.False(found.IsOk);
        Assert.Equal((kind, retryable), (found.Fault.Kind, found.Fault.Retryable));
        Assert.NotEmpty(found.Fault.Detail);
    }

    public async ValueTask DisposeAsync()
    {
        await Federation.DisposeAsync();
        _http.Dispose();
        _revocationHttp.Dispose();
    }

    private sealed class BreakableHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Broken { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Broken ? throw new HttpRequestException("The service is down.") : base.SendAsync(request, cancellationToken);
    }
}
