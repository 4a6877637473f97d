using System.Text.Json.Nodes;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Support;
using SdkNode.Testbed.Pki;

[assembly: AssemblyFixture(typeof(PkiFixture))]

namespace SdkNode.Node.Tests.Support;

/// <summary>Authorities, SMP, DNS and one municipality's keys for tests of settings and flows; made when the first of them asks.</summary>
public sealed class PkiFixture : IAsyncDisposable
{
    private readonly Lazy<Task<(DemoServices Services, DemoKeys Keys)>> _made = new(MakeAsync);

    /// <summary>Writes a folder with right settings, changed as told, and gives the settings file's path.</summary>
    internal async Task<string> WriteAsync(TemporaryFolder folder, Action<JsonObject>? adjust = null)
    {
        var (services, keys) = await _made.Value;
        var files = new DemoFolder(folder.FullName, adjust);
        files.Write(DemoParty.Kristinehamn, keys, services.Pki, services, new DemoPorts(0, 0));
        return files.SettingsPath;
    }

    internal async Task<DemoServices> ServicesAsync() => (await _made.Value).Services;

    internal async Task<DemoKeys> KeysAsync() => (await _made.Value).Keys;

    public async ValueTask DisposeAsync()
    {
        if (_made.IsValueCreated)
        {
            var (services, keys) = await _made.Value;
            keys.Dispose();
            await services.DisposeAsync();
        }
    }

    private static async Task<(DemoServices Services, DemoKeys Keys)> MakeAsync()
    {
        var services = await DemoServices.StartAsync(new DevelopmentPkiOptions { Environment = "TEST", AuthorityKeyBits = 2048, LeafKeyBits = 2048 }, CancellationToken.None);
        return (services, await DemoKeys.IssueAsync(services.Pki, DemoParty.Kristinehamn, CancellationToken.None));
    }
}
