using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli;

/// <summary>The environments of the settings at work without a node: the same code and keys, with an empty cache.</summary>
internal static class StandAlone
{
    /// <summary>Does something with them; null when the settings are wrong, which has been printed then.</summary>
    public static async Task<T?> RunAsync<T>(Settings settings, Func<EnvironmentRuntimes, Task<T>> use, CancellationToken cancellationToken)
        where T : class
    {
        using var http = StatusConnections.CreateClient();
        var verifier = new CertificateVerifier(new RevocationChecker(http, TimeProvider.System), TimeProvider.System);
        var (setup, faults) = await new SetupBuilder(settings, verifier, NodeHosting.IsDevelopment).BuildAsync(cancellationToken);
        if (setup is null)
        {
            SettingsOption.Print(faults);
            return null;
        }

        using (setup)
        {
            using var runtimes = new EnvironmentRuntimes([.. setup.Environments.Select(known => new EnvironmentRuntime(known, verifier, TimeProvider.System))]);
            return await use(runtimes);
        }
    }
}
