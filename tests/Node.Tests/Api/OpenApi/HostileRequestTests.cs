using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Api.Admin;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>
/// Every operation of both descriptions with hostile parameters and bodies, made from the descriptions themselves: each gets an answer that is
/// no fault of the node's, quickly, in JSON, without a trace, and nothing of a parameter becomes a header.
/// </summary>
public sealed class HostileRequestTests(FederationFixture federation)
{
    private static readonly string[] s_values =
    [
        "", "%20", "%00", "..%2F..%2Fetc%2Fpasswd", "..%5C..%5Cwindows", "%27%20OR%201%3D1%20--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%E2%80%AE", "%F0%9F%98%80", "%ED%A0%80", "%FF%FE",
        "-1", "0", "2147483648", "99999999999999999999999999", "1e309", "NaN", "true", "null", "undefined", "2026-13-45", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-11-26T00:00:00%2B14:00",
        "a%0D%0AX-Injected%3A%201", "%7B%22a%22%3A1%7D", "%24%7Bjndi%3Aldap%3A%2F%2Fevil%7D", "0203%3Akristinehamn.example", "00000000-0000-0000-0000-000000000000", "%2A", "%25", "%25%35%32",
    ];

    private static readonly string[] s_bodies =
    [
        "", " ", "null", "true", "0", "\"\"", "[]", "{}", "{", "{\"a\":", "[[[[", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "{\"purpose\":null}", "{\"purpose\":{}}", "{\"purpose\":\"\\u0000\"}", "{\"content\":\"not base64!\"}", "{\"content\":\"\"}", "{\"content\":\"AAAA\",\"purpose\":\"ap\"}",
        "{\"bits\":99999999999999999999}", "{\"purpose\":\"ap\",\"bits\":-1}", "{\"purpose\":\"ap\",\"pkcs11\":\"x\"}", "{\"from\":\"yesterday\"}", "{\"reason\":\"" + "x\\r\\nX-Injected: 1" + "\"}", "{\"data\":null}", "{\"data\":{\"attributes\":[]}}", "{\"data\":{\"attributes\":{\"messageId\":1}}}", "<xml/>",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openapi.json")]
    [InlineData("admin-openapi.json")]
    public async Task Nothing_that_is_asked_makes_the_node_fail(string description)
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("utsatt"), settings: settings => settings["Api"]!["Limits"] = new JsonObject { ["ClientRequestsPerMinute"] = 0, ["BanRefusals"] = 0 }, cancellationToken: Cancelled);
        using var client = description == "openapi.json" ? await ApiClient.ConnectAsync(node) : await ApiClient.AdministerAsync(node, [.. AdminScopes.All]);
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(SharedFiles.RepositoryRoot, "docs", description), Cancelled))!;
        var root = Root(document);
        var failures = new List<string>();
        var count = 0;
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject().Where(entry => entry.Value is JsonObject && entry.Key is "get" or "post" or "put" or "patch" or "delete"))
            {
                foreach (var (target, body) in Requests(path, operation!.AsObject()))
                {
                    count++;
                    if (await FaultAsync(client, method, root + target, body) is { } fault)
                    {
                        failures.Add($"{method.ToUpperInvariant()} {root}{target} {body}: {fault}");
                    }
                }
            }
        }

        Assert.True(count > 200, $"{count} requests");
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
        await client.GetAsync(description == "openapi.json" ? "/v1/sdk/messages" : "/admin/v1/status");
    }

    [Fact]
    public async Task Deep_and_long_and_ill_encoded_bodies_are_refused_quickly()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("djup"), settings: settings => settings["Api"]!["Limits"] = new JsonObject { ["BanRefusals"] = 0 }, cancellationToken: Cancelled);
        using var client = await ApiClient.ConnectAsync(node);
        using var admin = await ApiClient.AdministerAsync(node, [.. AdminScopes.All]);
        byte[][] bodies = [Encoding.ASCII.GetBytes(new string('[', 30_000)), Encoding.ASCII.GetBytes("{\"a\":\"" + new string('x', 60_000) + "\"}"), [0xff, 0xfe, 0x00], [0xc3, 0x28], [.. "{\"data\":\""u8, 0xff, .. "\"}"u8], new byte[60_000]];
        foreach (var (one, path) in new[] { (client, "/v1/sdk/messages"), (admin, "/admin/v1/keys/requests"), (admin, "/admin/v1/trust"), (admin, "/admin/v1/outgoing/hold") })
        {
            foreach (var body in bodies)
            {
                foreach (var type in new[] { "application/json", "text/plain", "application/json; charset=utf-16", "multipart/form-data" })
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                    using var answer = await one.Http.PostAsync(path, content, Cancelled);
                    Assert.InRange((int)answer.StatusCode, 400, 499);
                }
            }
        }
    }

    // The server's path, where the description has one.
    private static string Root(JsonNode document) => document["servers"]?[0]?["url"] is { } url && Uri.TryCreate((string?)url, UriKind.RelativeOrAbsolute, out var server)
        ? (server.IsAbsoluteUri ? server.AbsolutePath : server.OriginalString).TrimEnd('/')
        : "";

    private static IEnumerable<(string Target, string? Body)> Requests(string path, JsonObject operation)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).OfType<JsonObject>().Where(parameter => parameter["name"] is not null).ToList();
        var hasBody = operation["requestBody"] is not null;
        var plain = parameters.Where(parameter => (string?)parameter["in"] == "path").Aggregate(path, static (target, parameter) => target.Replace($"{{{(string?)parameter["name"]}}}", "x", StringComparison.Ordinal));
        yield return (plain, hasBody ? "{}" : null);
        foreach (var parameter in parameters)
        {
            var name = (string)parameter["name"]!;
            foreach (var value in s_values)
            {
                yield return ((string?)parameter["in"] == "path"
                    ? path.Replace($"{{{name}}}", value.Length == 0 ? "%20" : value, StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
                    : $"{plain}?{Uri.EscapeDataString(name)}={value}", hasBody ? "{}" : null);
            }
        }

        foreach (var body in hasBody ? s_bodies : [])
        {
            yield return (plain, body);
        }
    }

    private static async Task<string?> FaultAsync(ApiClient client, string method, string target, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), new Uri(client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        var began = Stopwatch.GetTimestamp();
        using var answer = await client.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        return answer.StatusCode switch
        {
            >= HttpStatusCode.InternalServerError when answer.StatusCode != HttpStatusCode.ServiceUnavailable => $"{(int)answer.StatusCode} {text}",
            _ when Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30) => $"it took {Stopwatch.GetElapsedTime(began)}",
            _ when answer.Headers.Contains("X-Injected") => "a parameter became a header",
            _ when text.Contains("   at SdkNode.", StringComparison.Ordinal) => "a trace",
            >= HttpStatusCode.BadRequest when text.Length > 0 && answer.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) != true => $"{(int)answer.StatusCode} as {answer.Content.Headers.ContentType}",
            _ => null,
        };
    }
}
