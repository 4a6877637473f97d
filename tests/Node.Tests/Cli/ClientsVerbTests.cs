using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Api.Authorization;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary><c>sdknode clients</c> against a node that runs, one without an API, and one that does not run.</summary>
public sealed class ClientsVerbTests(PkiFixture pki)
{
    private static readonly string s_participant = DemoParty.Kristinehamn.Participant;

    [Fact, Rule("API-1.1")]
    public async Task A_client_is_added_uses_the_api_gets_a_new_key_and_is_removed()
    {
        using var test = new SettingsCase(pki);
        var port = Ports.Take();
        await test.WriteAsync(settings => settings["Api"] = new JsonObject { ["Listen"] = new JsonObject { ["Port"] = port } });
        var first = test.Folder.File("first.pem", System.Text.Encoding.ASCII.GetBytes(TestKey.First.PublicPem));
        var second = test.Folder.File("second.json", System.Text.Encoding.ASCII.GetBytes(TestKey.Second.Jwk().ToJsonString()));
        await using var node = RunningProgram.Start("run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach this node at https://127.0.0.1:");
        Assert.Contains("There are no clients", await ClientsAsync(test, 0, "list"), StringComparison.Ordinal);

        var added = await ClientsAsync(test, 0, "add", "Platina", "--participant", s_participant, "--address", "*.kristinehamn.example", "registrator", "--scope", "urn:sdk.api:getMessageByFilter", "--key", first);
        var id = Regex.Match(added, "client id +(?<id>[0-9a-f-]{36})").Groups["id"].Value;
        var endpoint = Regex.Match(added, "token endpoint +(?<url>[^ ]+)").Groups["url"].Value;
        Assert.Equal($"http://localhost:{port}/oauth/token", endpoint);
        Assert.Contains("urn:sdk.api ", added, StringComparison.Ordinal);
        Assert.Equal(200, await ListMessagesAsync(endpoint, TestKey.First, id));

        await ClientsAsync(test, 0, "rotate", "Platina", "--jwks", second, "--drop-old");
        Assert.Equal(401, await ListMessagesAsync(endpoint, TestKey.First, id));
        Assert.Equal(200, await ListMessagesAsync(endpoint, TestKey.Second, id));
        var listed = await ClientsAsync(test, 0, "list");
        Assert.Contains($"Platina  {id}  {s_participant} in demo", listed, StringComparison.Ordinal);
        Assert.Contains("*.kristinehamn.example, registrator", listed, StringComparison.Ordinal);

        await ClientsAsync(test, 0, "remove", id);
        Assert.Equal(401, await ListMessagesAsync(endpoint, TestKey.Second, id));
        Assert.Contains("There is no client", await ClientsAsync(test, 1, "remove", id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_given_by_mistake_goes_no_further_and_without_a_node_the_verb_says_so()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync();
        var wrong = test.Folder.File("private.pem", System.Text.Encoding.ASCII.GetBytes(TestKey.First.PrivatePem));
        var right = test.Folder.File("public.pem", System.Text.Encoding.ASCII.GetBytes(TestKey.First.PublicPem));
        string[] add = ["add", "Platina", "--participant", s_participant, "--address", "registrator", "--key"];
        Assert.Contains("private.pem: It is a private key", await ClientsAsync(test, 1, [.. add, wrong]), StringComparison.Ordinal);
        Assert.Contains("No node runs with the data folder", await ClientsAsync(test, 1, [.. add, right]), StringComparison.Ordinal);
        Assert.Contains("No node runs with the data folder", await ClientsAsync(test, 1, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_an_api_has_no_clients_and_the_verb_says_why()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings.Remove("Api"));
        var key = test.Folder.File("public.pem", System.Text.Encoding.ASCII.GetBytes(TestKey.First.PublicPem));
        await using var node = RunningProgram.Start("run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach this node at https://127.0.0.1:");
        Assert.Contains("no Api section", await ClientsAsync(test, 1, "list"), StringComparison.Ordinal);
        Assert.Contains("no Api section", await ClientsAsync(test, 1, "rotate", "Platina", "--key", key), StringComparison.Ordinal);
        Assert.Contains("no Api section", await ClientsAsync(test, 1, "add", "Platina", "--participant", s_participant, "--address", "registrator", "--key", key), StringComparison.Ordinal);
    }

    private static Task<string> ClientsAsync(SettingsCase test, int exit, params string[] arguments) =>
        SdkNodeProgram.RunAsync(exit, ["clients", .. arguments, "--config", test.Path]);

    // A token, then the list of messages with it; the status of the first that is not 200.
    private static async Task<int> ListMessagesAsync(string endpoint, TestKey key, string id)
    {
        using var http = new HttpClient();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = id, ["sub"] = id, ["aud"] = endpoint, ["jti"] = Guid.NewGuid().ToString(), ["exp"] = now + 60 };
        using var form = new FormUrlEncodedContent([
            new("grant_type", "client_credentials"),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            new("client_assertion", key.Sign(new JsonObject { ["alg"] = "RS256" }, claims)),
        ]);
        using var response = await http.PostAsync(new Uri(endpoint), form, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response);
        if (answer.Status != 200)
        {
            return answer.Status;
        }

        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)answer.Json["access_token"]!);
        using var list = await http.GetAsync(new Uri(new Uri(endpoint), "/v1/sdk/messages"), TestContext.Current.CancellationToken);
        return (int)list.StatusCode;
    }
}
