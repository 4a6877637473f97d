using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Clients;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Api.Authorization;
using SdkNode.Node.Tests.Cli;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>A node of the federation as a process of its own, which gets signals and is killed like an admin's.</summary>
internal sealed class NodeProcess(DemoParty party, string folder, DemoServices services, Action<JsonObject> adjust) : IAsyncDisposable
{
    private readonly int _apiPort = Ports.Take();
    private DemoKeys? _keys;
    private int _port;

    /// <summary>Goes before the program, for one that watches it.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    public DemoParty Party => party;

    public DemoKeys Keys => _keys!;

    public Uri Address => new($"https://127.0.0.1:{_port}/");

    public Uri ApiAddress => new($"http://localhost:{_apiPort}/");

    public string SettingsPath => Path.Combine(folder, "sdknode.json");

    /// <summary>Where its data is, unless its settings name another folder.</summary>
    public string DataFolder { get; init; } = Path.Combine(folder, "data");

    /// <summary>The process, running or ended.</summary>
    public RunningProgram Program { get; private set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts it, for the first time or again at the same address.</summary>
    public async Task StartAsync()
    {
        _keys ??= await DemoKeys.IssueAsync(services.Pki, party, Cancelled);
        var files = new DemoFolder(folder, adjust);
        files.Write(party, _keys, services.Pki, services, new DemoPorts(_port, _apiPort));
        if (Program is not null)
        {
            await Program.DisposeAsync();
        }

        Program = RunningProgram.Start(Prefix, "run", "--config", SettingsPath);
        var line = await Program.WaitForAsync("Running. Partners reach this node at https://127.0.0.1:");
        _port = new Uri(Regex.Match(line, "https://[0-9.:]+").Value).Port;
        services.Publish(party, _keys, Address);
    }

    /// <summary>What lies in staging, of whichever node; not the probe, which comes and goes.</summary>
    public IReadOnlyList<FileInfo> Drafts() => [.. new DirectoryInfo(Path.Combine(DataFolder, "staging")).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => !file.Name.StartsWith("probe-", StringComparison.Ordinal))];

    /// <summary>Kills it as a power cut would.</summary>
    public async Task KillAsync() => await Program.KillAsync();

    /// <summary>Hands it a message through the control socket, as <c>sdknode send</c> does, and gives its XHE id.</summary>
    public async Task<string> SendAsync(DemoParty to)
    {
        var answer = await SubmitAsync(to);
        Assert.True(answer.XheId is not null, string.Join("; ", answer.Faults));
        return answer.XheId;
    }

    /// <summary>Hands it a message and gives what it says.</summary>
    public async Task<SubmitAnswer> SubmitAsync(DemoParty to)
    {
        using var message = DemoMessage.Make(party, to, [], TimeProvider.System);
        using var xml = new MemoryStream();
        await message.WriteAsync(xml, Cancelled);
        xml.Position = 0;
        using var control = new ControlClient(DataFolder);
        using var payload = new StreamContent(xml);
        var call = $"submit?environment={DemoServices.Environment}&from={party.Participant}&to={to.Participant}"
            + $"&type={Uri.EscapeDataString(Envelope.Identifiers.DocumentTypeIdentifier.SdkMessageBaseCode)}&function={to.Function}";
        return (await control.SubmitAsync(call, payload, Cancelled))!;
    }

    /// <summary>Registers a client and gives it with its token.</summary>
    public async Task<HttpClient> ConnectAsync()
    {
        using var control = new ControlClient(DataFolder);
        using var wish = JsonContent.Create(new ClientWish($"client-{Guid.NewGuid():N}", DemoServices.Environment, party.Participant, [], ["*"], TestKey.First.PublicPem));
        var added = (await control.SendAsync<ClientAnswer>(HttpMethod.Post, "clients", wish, Cancelled))!;
        Assert.Null(added.Fault);
        var http = new HttpClient { BaseAddress = ApiAddress };
        var token = await ApiClient.TokenAsync(http, added.TokenEndpoint!, added.Client!.Id, TimeProvider.System.GetUtcNow());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>A message's row, read beside the node or after its end.</summary>
    public async Task<MessageRow?> FindAsync(Direction direction, string xheId)
    {
        await using var db = new SqliteNodeDb(SqliteNodeDb.OptionsFor(StoreSetup.DatabasePath(DataFolder), readOnly: true));
        return await db.Messages.AsNoTracking().SingleOrDefaultAsync(row => row.Direction == direction && row.XheId == xheId && row.Copy == 0, Cancelled);
    }

    /// <summary>The row once it has a status.</summary>
    public Task<MessageRow> WaitForAsync(Direction direction, string xheId, MessageStatus status) =>
        Poll.WaitForAsync($"{status} of {xheId}", async () => await FindAsync(direction, xheId) is { } row && row.Status == status ? row : null, () => Task.FromResult(Program.Text));

    public async ValueTask DisposeAsync()
    {
        if (Program is not null)
        {
            await Program.DisposeAsync();
        }

        _keys?.Dispose();
    }
}
