using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Federation;
using SdkNode.Testbed.Pki;
using SdkNode.Testbed.Tests.Federation;

[assembly: AssemblyFixture(typeof(FederationPki))]

namespace SdkNode.Testbed.Tests.Federation;

/// <summary>One development PKI and the keys of the federation's tests, made once since keys are slow to make.</summary>
public sealed class FederationPki : IAsyncLifetime
{
    internal static readonly ParticipantIdentifier Participant = ParticipantIdentifier.Parse("0203:kristinehamn.example").Value!;
    internal static readonly DocumentTypeIdentifier Message = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc);

    public DevelopmentPki Pki { get; private set; } = null!;

    public KeyPair Smp { get; private set; } = null!;

    public KeyPair Organization { get; private set; } = null!;

    public KeyPair AccessPoint { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, CancellationToken.None);
        Smp = await Pki.Smp.IssueAsync("SMP0001-TEST", null, CancellationToken.None);
        AccessPoint = await Pki.Ap.IssueAsync("AP0001-TEST", null, CancellationToken.None);
        Organization = await Pki.O2O.IssueAsync("Kristinehamns kommun", null, CancellationToken.None);
    }

    /// <summary>A federation where one participant is published.</summary>
    internal async Task<TestFederation> StartAsync(CancellationToken cancellationToken)
    {
        var federation = await TestFederation.StartAsync(Pki, new TestFederationOptions { SmpKey = Smp }, cancellationToken);
        federation.Publish(new ParticipantPublication
        {
            Participant = Participant,
            Documents = [Message, Message.ReceiptType],
            Endpoint = new Uri("https://ap1.example/as4"),
            AccessPoint = AccessPoint.Certificate,
            Signing = [Organization.Certificate],
            Encryption = [Organization.Certificate],
            Activation = TimeProvider.System.GetUtcNow(),
        });
        return federation;
    }

    public async ValueTask DisposeAsync()
    {
        Smp.Dispose();
        AccessPoint.Dispose();
        Organization.Dispose();
        await Pki.DisposeAsync();
    }
}
