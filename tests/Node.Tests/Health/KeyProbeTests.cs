using System.Security.Cryptography;
using SdkNode.Node.Configuration;
using SdkNode.Node.Health;
using SdkNode.Node.Keys;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Tests.Support;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Health;

/// <summary>Keys that cannot be used make the node not ready, and the check says which and what to do.</summary>
public sealed class KeyProbeTests(PkiFixture pki) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string KeyPath => new StorePlace(_folder.FullName).NodeKeyFile;

    [Fact]
    public async Task Keys_in_order_pass()
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki);
        Assert.All(Probe(runtime.Setup).Run(), check => Assert.True(check.Ok, check.Detail));
    }

    [Fact]
    public async Task A_node_key_that_is_gone_or_another_fails_until_it_is_back()
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki);
        var probe = Probe(runtime.Setup);
        File.Move(KeyPath, KeyPath + ".kept");
        Assert.Contains("is gone", Failed(probe).Detail, StringComparison.Ordinal);
        NodeKey.LoadOrCreate(KeyPath);
        Assert.Contains("another key", Failed(probe).Detail, StringComparison.Ordinal);
        File.Move(KeyPath + ".kept", KeyPath, overwrite: true);
        Assert.All(probe.Run(), check => Assert.True(check.Ok, check.Detail));
    }

    [Fact]
    public async Task A_private_key_that_does_not_belong_to_its_certificate_fails_by_its_certificates_name()
    {
        using var runtime = await RuntimeFolder.MakeAsync(pki);
        using var other = RSA.Create(2048);
        var wrong = new KeyRing(TimeProvider.System);
        var pair = new KeyPair(runtime.Setup.Environments[0].Signing.Certificate, other);
        wrong.Begin(new Dictionary<KeySlot, IReadOnlyList<OwnKey>> { [new KeySlot("qa", KeyPurpose.ApSigning)] = [new OwnKey(pair, DateTimeOffset.MinValue, null, null)] });
        var failed = Failed(Probe(runtime.Setup with { Keys = wrong }));
        Assert.Equal("private-keys", failed.Name);
        Assert.Contains("AP0001-SDK-DEMO", failed.Detail, StringComparison.Ordinal);
        Assert.NotNull(failed.Remedy);
    }

    public void Dispose() => _folder.Dispose();

    private static HealthCheck Failed(KeyProbe probe) => Assert.Single(probe.Run(), check => !check.Ok);

    private KeyProbe Probe(NodeSetup setup) => new(setup with { Store = new StorePlace(_folder.FullName) }, NodeKey.LoadOrCreate(KeyPath), TimeProvider.System);
}
