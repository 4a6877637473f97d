using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Support;

/// <summary>One environment made of a settings folder, with no listener: for tests of the flows' parts.</summary>
internal sealed class RuntimeFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private NodeSetup? _setup;

    private RuntimeFolder()
    {
    }

    public EnvironmentRuntimes Environments { get; private set; } = null!;

    public NodeSetup Setup => _setup!;

    public EnvironmentRuntime Environment => Environments.All[0];

    public static async Task<RuntimeFolder> MakeAsync(PkiFixture pki, Action<JsonObject>? adjust = null)
    {
        var made = new RuntimeFolder();
        var settings = SettingsFile.Read(await pki.WriteAsync(made._folder, adjust), []);
        Assert.NotNull(settings);
        var verifier = new CertificateVerifier(new RevocationChecker(made._http, TimeProvider.System), TimeProvider.System);
        var (setup, faults) = await new SetupBuilder(settings, verifier, development: true).BuildAsync(TestContext.Current.CancellationToken);
        Assert.True(setup is not null, string.Join('\n', faults));
        made._setup = setup;
        made.Environments = new EnvironmentRuntimes([.. setup.Environments.Select(environment => new EnvironmentRuntime(environment, verifier, TimeProvider.System))]);
        return made;
    }

    public void Dispose()
    {
        Environments.Dispose();
        _setup?.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }
}
