using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Api.Admin;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Audit;
using SdkNode.Node.Clients;
using SdkNode.Node.Demo;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api.Authorization;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Admin;

/// <summary>The administration API of a running node, as a program of the operator uses it.</summary>
public sealed class AdminApiTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_are_found_by_each_of_their_properties_told_and_acted_on()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("driftad"), cancellationToken: Cancelled);
        using var admin = await ApiClient.AdministerAsync(node);
        var sent = await node.SendAsync(world.B.Party);
        await node.WaitForAsync(sent, MessageStatus.Accepted);
        var party = (await node.Store.FindAsync(sent.Id, Cancelled))!.PeerParty;
        foreach (var filter in new[]
        {
            $"id={sent.XheId}", $"id={sent.Id}", $"participant={world.B.Party.Participant}", "direction=outgoing", "status=ACCEPTED", "from=2020-01-01T00:00:00Z", $"accessPoint={party}", "environment=demo", "size=1",
        })
        {
            var page = await admin.GetAsync($"/admin/v1/messages?{filter}");
            Assert.Equal(sent.XheId, page.GetProperty("messages")[0].GetProperty("xheId").GetString());
        }

        foreach (var filter in new[] { "direction=incoming", "status=REJECTED", "to=2020-01-01T00:00:00Z", "accessPoint=AP-nobody", "environment=prod", "participant=0203:nobody.example", $"after={sent.Id}", "setAside=true" })
        {
            Assert.Equal(0, (await admin.GetAsync($"/admin/v1/messages?{filter}")).GetProperty("messages").GetArrayLength());
        }

        var told = await admin.GetAsync($"/admin/v1/messages/{sent.XheId}");
        Assert.Contains(told.GetProperty("steps").EnumerateArray(), step => step.GetProperty("code").GetString() == "ACCEPTED");
        Assert.DoesNotContain("Meddelande", told.GetProperty("message").GetRawText(), StringComparison.Ordinal);

        // What is over and was accepted is neither retried nor ended, and the answer says why.
        using var retry = await admin.Http.PostAsync($"/admin/v1/messages/{sent.XheId}/retry", null, Cancelled);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, retry.StatusCode);
        await admin.GetAsync("/admin/v1/messages/nothing", HttpStatusCode.NotFound);

        // Paging goes through all, each once.
        await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        var first = await admin.GetAsync("/admin/v1/messages?size=1");
        var second = await admin.GetAsync($"/admin/v1/messages?size=1&after={first.GetProperty("next").GetString()}");
        Assert.Equal(sent.XheId, second.GetProperty("messages")[0].GetProperty("xheId").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task What_is_held_waits_is_ended_with_a_reason_and_who_did_it_is_on_record()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("hallen"), cancellationToken: Cancelled);
        using var admin = await ApiClient.AdministerAsync(node);
        Assert.Equal("prov", (await PostAsync(admin, "outgoing/hold", new JsonObject { ["reason"] = "prov" })).Json["reason"]!.GetValue<string>());
        var sent = await node.SendAsync(world.B.Party);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(admin, $"messages/{sent.XheId}/end", new JsonObject { ["reason"] = " " })).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(admin, $"messages/{sent.XheId}/end", new JsonObject { ["reason"] = "fel mottagare" })).Status);
        var ended = await node.WaitForAsync(sent, MessageStatus.MessageExchangeError);
        Assert.Contains(await node.EventsAsync(ended.Id), step => step.Detail.Contains($"client {admin.ClientId}", StringComparison.Ordinal) && step.Detail.Contains("fel mottagare", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(admin, "outgoing/release", null)).Status);

        // A failed one goes out anew.
        var again = await PostAsync(admin, $"messages/{sent.XheId}/retry", null);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        await node.WaitForOutgoingAsync(again.Json["newMessageId"]!.GetValue<string>(), MessageStatus.Accepted);
        var log = await node.QueryAsync(db => db.SecurityLog.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancelled));
        Assert.Contains(log, row => row.Event == SecurityLog.OutgoingHeld && row.Actor == $"client {admin.ClientId}" && row.Detail == "prov");
        Assert.Contains(log, row => row.Event == SecurityLog.OutgoingReleased && row.Actor == $"client {admin.ClientId}");

        // The log itself, by the API, says that it was read.
        using var export = await admin.Http.GetAsync("/admin/v1/logs/security?format=csv", Cancelled);
        Assert.Contains("log-exported", await export.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_trust_and_routing_are_done_by_the_same_desks_as_on_the_command_line()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("nycklar"), cancellationToken: Cancelled);
        using var admin = await ApiClient.AdministerAsync(node);
        var asked = await PostAsync(admin, "keys/requests", new JsonObject { ["purpose"] = "ap" });
        var request = asked.Json["key"]!["request"]!.GetValue<string>();
        using var certificate = world.Services.Pki.Ap.Answer(Convert.FromBase64String(string.Concat(request.Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))));
        var taken = await PostAsync(admin, "keys/imports", new JsonObject { ["content"] = Convert.ToBase64String(certificate.RawData) });
        var name = taken.Json["key"]!["name"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(admin, $"keys/{name}/activate", new JsonObject())).Status);
        var refused = await PostAsync(admin, "keys/FFFFFFFFFF/retire", null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("certs list", refused.Json["eventIssues"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        var shown = await PostAsync(admin, "trust", new JsonObject { ["purpose"] = "smp", ["content"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(world.Services.Pki.Smp.Root.ExportCertificatePem())) });
        Assert.True(shown.Json["unconfirmed"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(admin, $"ping?environment=demo&participant={world.B.Party.Participant}", null)).Status);
        var wrong = await PostAsync(admin, "ping?environment=nowhere&participant=x", null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.NotEmpty((await admin.GetAsync($"/admin/v1/lookup?environment=demo&participant={world.B.Party.Participant}")).GetProperty("steps").EnumerateArray());
    }

    [Fact]
    [Rule("API-1.2", Refuses = true)]
    public async Task Every_operation_asks_for_a_scope_that_no_client_of_the_message_API_can_have()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("vaktad"), cancellationToken: Cancelled);
        var operations = node.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(AdminApi.Path, StringComparison.Ordinal)).ToList();
        Assert.True(operations.Count >= 25);
        Assert.All(operations, operation => Assert.Contains(operation.Metadata.GetMetadata<RequiredScope>()!.Name, AdminScopes.All));
        Assert.Empty(AdminScopes.All.Intersect(ApiScopes.All));

        using var ordinary = await ApiClient.ConnectAsync(node);
        using var nobody = new HttpClient { BaseAddress = node.ApiAddress };
        foreach (var operation in operations)
        {
            var path = operation.RoutePattern.RawText!.Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{id}", "1", StringComparison.Ordinal)
                .Replace("{name}", "1", StringComparison.Ordinal).Replace("{log}", "event", StringComparison.Ordinal).Replace("{fingerprint}", "1", StringComparison.Ordinal);
            var method = new HttpMethod(operation.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
            foreach (var http in new[] { ordinary.Http, nobody })
            {
                // A body that is no JSON is not even looked at.
                using var message = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : new StringContent("{", Encoding.UTF8, "application/json") };
                using var answer = await http.SendAsync(message, Cancelled);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
            }
        }

        foreach (var wish in new[]
        {
            new ClientWish("smyg", DemoServices.Environment, node.Party.Participant, [AdminScopes.Read], ["*"], TestKey.First.PublicPem),
            new ClientWish("smyg", null, null, [ApiScopes.GetMessage], [], TestKey.First.PublicPem),
            new ClientWish("smyg", null, null, [], ["*"], TestKey.First.PublicPem),
        })
        {
            Assert.False((await node.Get<ClientRegister>().AddAsync(wish, Cancelled)).IsOk);
        }

        // A scope alone is not the others, and the refusals are on record, once each.
        using var reader = await ApiClient.AdministerAsync(node, AdminScopes.Read);
        await reader.GetAsync("/admin/v1/status");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(reader, "outgoing/hold", new JsonObject { ["reason"] = "x" })).Status);
        await reader.GetAsync("/admin/v1/logs/event", HttpStatusCode.Unauthorized);
        await reader.GetAsync("/v1/sdk/messages", HttpStatusCode.Unauthorized);
        await reader.GetAsync("/v1/sdk/messages", HttpStatusCode.Unauthorized);
        var denied = await node.QueryAsync(db => db.SecurityLog.AsNoTracking().Where(row => row.Event == SecurityLog.AccessDenied && row.Actor == $"client {reader.ClientId}").ToListAsync(Cancelled));
        Assert.Equal([ApiScopes.GetMessageByFilter, AdminScopes.Logs, AdminScopes.Operate], denied.Select(row => row.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Rule("AP-5.6")]
    public async Task Who_opens_a_protected_message_is_on_record_before_it_is_shown()
    {
        var world = await federation.WorldAsync();
        using var client = await ApiClient.ConnectAsync(world.A);
        var secret = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party));
        var open = await client.SendAsync(ApiMessages.Make(world.A.Party, world.B.Party, attributes => attributes["confidentiality"] = false));
        await client.MessageAsync(secret);
        await client.MessageAsync(open);
        var log = await world.A.QueryAsync(db => db.SecurityLog.AsNoTracking().Where(row => row.Event == SecurityLog.MessageOpened && row.Actor == $"client {client.ClientId}").ToListAsync(Cancelled));
        var entry = Assert.Single(log);
        Assert.Equal((secret, world.A.Party.Participant), (entry.Subject, entry.Participant));
    }

    private static async Task<(HttpStatusCode Status, JsonNode Json)> PostAsync(ApiClient client, string path, JsonObject? body)
    {
        using var answer = await client.Http.PostAsync($"/admin/v1/{path}", body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), Cancelled);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!);
    }
}
