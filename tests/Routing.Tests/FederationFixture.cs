using SdkNode.Routing.Tests;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

[assembly: AssemblyFixture(typeof(FederationFixture))]

namespace SdkNode.Routing.Tests;

/// <summary>One development PKI and the keys of the tests, made once since keys are slow to make.</summary>
public sealed class FederationFixture : IAsyncLifetime
{
    public DevelopmentPki Pki { get; private set; } = null!;

    public KeyPair Smp { get; private set; } = null!;

    public KeyPair AccessPoint { get; private set; } = null!;

    public KeyPair Signing { get; private set; } = null!;

    public KeyPair NewSigning { get; private set; } = null!;

    public KeyPair Encryption { get; private set; } = null!;

    public KeyPair NewEncryption { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var none = CancellationToken.None;
        var options = new DevelopmentPkiOptions { AuthorityKeyBits = 2048, LeafKeyBits = 2048, StatusLifetime = TimeSpan.FromDays(30) };
        Pki = await DevelopmentPki.StartAsync(options, none);
        var yesterday = new IssueOptions { NotBefore = TimeProvider.System.GetUtcNow().AddDays(-1) };
        var earlier = new IssueOptions { NotBefore = TimeProvider.System.GetUtcNow().AddDays(-9) };
        Smp = await Pki.Smp.IssueAsync("SMP0001-TEST", null, none);
        AccessPoint = await Pki.Ap.IssueAsync("AP0002-TEST", null, none);
        Signing = await Pki.O2O.IssueAsync("Region Värmland", earlier, none);
        NewSigning = await Pki.O2O.IssueAsync("Region Värmland", yesterday, none);
        Encryption = await Pki.O2O.IssueAsync("Region Värmland", earlier, none);
        NewEncryption = await Pki.O2O.IssueAsync("Region Värmland", yesterday, none);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var key in new[] { Smp, AccessPoint, Signing, NewSigning, Encryption, NewEncryption })
        {
            key.Dispose();
        }

        await Pki.DisposeAsync();
    }
}
