using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>A participant that two nodes serve: one PostgreSQL database, content folder and node key, with a balancer in front for partners and one for clients.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    private readonly RoundRobin _partners = new();
    private readonly RoundRobin _clients = new();
    private readonly DemoKeys _keys;

    private NodePair(DemoParty party, DemoKeys keys, string database, TestWorld world)
    {
        (Party, _keys, Shared) = (party, keys, new SharedStore(database));
        (One, Two) = (Node("one", world), Node("two", world));
    }

    public DemoParty Party { get; }

    public SharedStore Shared { get; }

    public DemoNode One { get; }

    public DemoNode Two { get; }

    public static async Task<NodePair> StartAsync(TestWorld world, string name, string database, CancellationToken cancellationToken)
    {
        var party = TestWorld.NewParty(name);
        var pair = new NodePair(party, await DemoKeys.IssueAsync(world.Services.Pki, party, cancellationToken), database, world);
        try
        {
            await pair.One.StartAsync(cancellationToken);

            // The key that signs access tokens is a node's own file still: the nodes of one issuer get the same.
            var (from, to) = (TokenSigningKey.PathIn(Path.Combine(pair.Shared.FolderOf("one"), "data")), TokenSigningKey.PathIn(Path.Combine(pair.Shared.FolderOf("two"), "data")));
            if (File.Exists(from))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to, overwrite: true);
            }

            await pair.Two.StartAsync(cancellationToken);
            pair.Balance(pair.One, pair.Two);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends new connections to these nodes from now on, as a balancer does by its health check.</summary>
    public void Balance(params DemoNode[] nodes)
    {
        _partners.Serve([.. nodes.Select(node => node.Address.Port)]);
        _clients.Serve([.. nodes.Select(node => node.ApiAddress.Port)]);
    }

    /// <summary>A client through the balancer, with a token that node one has given: each request is a new connection, to the next node.</summary>
    public async Task<HttpClient> ConnectAsync()
    {
        using var client = await ApiClient.ConnectAsync(One);
        return At(new Uri($"http://localhost:{_clients.Port}/"), client);
    }

    /// <summary>A client at one node, with the token that another client has got.</summary>
    public static HttpClient At(Uri address, ApiClient client)
    {
        var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", client.Http.DefaultRequestHeaders.Authorization!.Parameter);
        http.DefaultRequestHeaders.ConnectionClose = true;
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        await _partners.DisposeAsync();
        await _clients.DisposeAsync();
        _keys.Dispose();
        Shared.Dispose();
    }

    private DemoNode Node(string name, TestWorld world) => new(Party, Shared.FolderOf(name), world.Services, world.Capture, settings => Adjust(settings, name))
    {
        GivenKeys = _keys,
        Front = new Uri($"https://127.0.0.1:{_partners.Port}/"),
    };

    private void Adjust(JsonObject settings, string name)
    {
        Shared.Adjust(settings, name);
        settings["Api"]!["Tokens"] = new JsonObject { ["PublicAddress"] = $"http://localhost:{_clients.Port}" };
    }
}
