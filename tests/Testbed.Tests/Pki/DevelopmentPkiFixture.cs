using SdkNode.Testbed.Pki;

namespace SdkNode.Testbed.Tests.Pki;

/// <summary>One development PKI for a class of tests: making its keys takes time.</summary>
public sealed class DevelopmentPkiFixture : IAsyncLifetime
{
    public DevelopmentPki Pki { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions(), CancellationToken.None);

    public ValueTask DisposeAsync() => Pki.DisposeAsync();
}
