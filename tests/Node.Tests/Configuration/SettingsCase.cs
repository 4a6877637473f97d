using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>One settings folder and what a start with it says.</summary>
internal sealed class SettingsCase(PkiFixture pki) : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public string Path { get; private set; } = "";

    /// <summary>Writes the folder; what is in <see cref="Folder"/> may be changed before <see cref="StartAsync"/>.</summary>
    public async Task WriteAsync(Action<JsonObject>? adjust = null) => Path = await pki.WriteAsync(Folder, adjust);

    /// <summary>Starts the node as <c>run</c> does and stops it again; the faults, none when it started.</summary>
    public async Task<IReadOnlyList<ConfigurationFault>> StartAsync(bool development = true)
    {
        var faults = new List<ConfigurationFault>();
        if (SettingsFile.Read(Path, faults) is not { } settings)
        {
            return faults;
        }

        var (host, all) = await NodeHost.StartAsync(settings, new NodeHosting(development, static logging => logging.SetMinimumLevel(LogLevel.None)), TestContext.Current.CancellationToken);
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        return all;
    }

    public static JsonObject Environment(JsonObject settings) => settings["Environments"]![0]!.AsObject();

    public static JsonObject Participant(JsonObject settings) => settings["Participants"]![0]!.AsObject();

    public void Dispose() => Folder.Dispose();
}
