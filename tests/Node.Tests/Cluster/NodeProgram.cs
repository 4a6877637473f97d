using System.Text.RegularExpressions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>A node of a shared store as a process of its own, so that it can be killed.</summary>
internal sealed class NodeProgram(DemoParty party, DemoKeys keys, SharedStore shared, string name, DemoServices services) : IAsyncDisposable
{
    private RunningProgram? _program;

    public string SettingsPath => Path.Combine(shared.FolderOf(name), "sdknode.json");

    /// <summary>Where partners reach it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The identity of the node.</summary>
    public Guid Id => shared.IdOf(name);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        new DemoFolder(shared.FolderOf(name), settings =>
        {
            shared.Adjust(settings, name);
            settings.Remove("Api");
        }).Write(party, keys, services.Pki, services, new DemoPorts(0, 0));
        _program = RunningProgram.Start("run", "--config", SettingsPath);
        var line = await _program.WaitForAsync("Running. Partners reach this node at https://127.0.0.1:");
        Address = new Uri(Regex.Match(line, "https://[0-9.:]+").Value);
        services.Publish(party, keys, Address);
    }

    /// <summary>Hands it the demo's message, as <c>sdknode send</c> does.</summary>
    public async Task<SubmitAnswer> SubmitAsync(DemoParty to)
    {
        using var message = DemoMessage.Make(party, to, [], TimeProvider.System);
        using var xml = new MemoryStream();
        await message.WriteAsync(xml, Cancelled);
        xml.Position = 0;
        using var control = new ControlClient(Path.Combine(shared.FolderOf(name), "data"));
        using var payload = new StreamContent(xml);
        var answer = await control.SubmitAsync(
            $"submit?environment={DemoServices.Environment}&from={party.Participant}&to={to.Participant}&type={Uri.EscapeDataString(DocumentTypeIdentifier.SdkMessageBaseCode)}&function={to.Function}",
            payload,
            Cancelled);
        Assert.NotNull(answer);
        Assert.True(answer.Id is not null, string.Join("; ", answer.Faults));
        return answer;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync() => await _program!.DisposeAsync();

    /// <summary>SIGTERM; it must end well.</summary>
    public async Task StopAsync() => Assert.Equal(0, await _program!.TerminateAsync());

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }
    }
}
