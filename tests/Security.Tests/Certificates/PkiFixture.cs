using SdkNode.Security.Certificates;
using SdkNode.Security.Tests.Certificates;
using SdkNode.Testbed.Pki;

[assembly: AssemblyFixture(typeof(PkiFixture))]

namespace SdkNode.Security.Tests.Certificates;

/// <summary>One development PKI for all tests of certificates. Its services always answer: outages are made on the tests' own side of the wire.</summary>
public sealed class PkiFixture : IAsyncLifetime
{
    public DevelopmentPki Pki { get; private set; } = null!;

    public KeyPair Good { get; private set; } = null!;

    public KeyPair Revoked { get; private set; } = null!;

    public TrustPolicy Policy => new() { Purpose = "AP of the tests", Anchors = [Pki.Ap.Root], Issuers = [Pki.Ap.Issuing], Use = CertificateUse.Signing };

    public async ValueTask InitializeAsync()
    {
        Pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, CancellationToken.None);
        Good = Pki.Ap.Issue("AP0001-DEV");
        Revoked = Pki.Ap.Issue("AP0002-DEV");
        Pki.Revoke(Revoked.Certificate);
    }

    public async ValueTask DisposeAsync()
    {
        Good?.Dispose();
        Revoked?.Dispose();
        await Pki.DisposeAsync();
    }
}
