using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Api.OpenApi;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Api.Admin;

/// <summary>The administration API's description: the committed one is the served one, and nothing that it lets one send brings the node to a fault.</summary>
public sealed class AdminDescriptionTests(FederationFixture federation)
{
    private static readonly string[] s_texts =
    [
        "", "x", "0", "-1", "99999999999999999999", "true", "null", "2026-13-45", "..%2F..%2Fetc%2Fpasswd", "%00", "%0d%0aX-Injected:1", "'; DROP TABLE \"Messages\"; --", "%F0%9F%92%A9", "{{7*7}}", new string('a', 3000),
    ];

    private static readonly string[] s_bodies =
    [
        "", "{", "[]", "null", "\"x\"", "{}", "{\"reason\":null}", "{\"reason\":{}}", "{\"content\":\"not base64!\"}", "{\"content\":\"AAAA\",\"purpose\":\"ap\"}", "{\"purpose\":1,\"bits\":\"x\"}",
        "{\"purpose\":\"ap\",\"bits\":512}", "{\"purpose\":\"ap\",\"subject\":\"CN=\\u0000\"}", "{\"from\":\"yesterday\"}",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string CommittedPath { get; } = Path.Combine(SharedFiles.RepositoryRoot, "docs", "admin-openapi.json");

    [Fact]
    public async Task The_description_is_the_one_that_is_committed()
    {
        using var http = new HttpClient { BaseAddress = (await federation.WorldAsync()).A.ApiAddress };
        var served = ApiDescriptions.Format(JsonNode.Parse(await http.GetStringAsync("/openapi/admin.json", Cancelled))!);
        if (Environment.GetEnvironmentVariable("WRITE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(CommittedPath, served, Cancelled);
        }

        Assert.True(served == await File.ReadAllTextAsync(CommittedPath, Cancelled), "docs/admin-openapi.json is not what the node serves. WRITE_OPENAPI=1 with this test rewrites it; look at what changed.");
        Assert.DoesNotContain("localhost", served, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_stands_in_parameters_and_bodies_is_answered_in_form_and_never_with_a_fault_of_the_node()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("luddad"), cancellationToken: Cancelled);
        using var admin = await ApiClient.AdministerAsync(node);
        var paths = JsonNode.Parse(await File.ReadAllTextAsync(CommittedPath, Cancelled))!["paths"]!.AsObject();
        var requests = 0;
        foreach (var (path, item) in paths)
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                foreach (var request in Requests(path, method, operation!))
                {
                    using (request)
                    {
                        await AssertInFormAsync(admin, request);
                        requests++;
                    }
                }
            }
        }

        Assert.True(requests > 1000, $"{requests} requests");
        Assert.Equal("ready", (await admin.GetAsync("/admin/v1/status")).GetProperty("checks").EnumerateArray().All(check => check.GetProperty("ok").GetBoolean()) ? "ready" : "not ready");
    }

    private static IEnumerable<HttpRequestMessage> Requests(string path, string method, JsonNode operation)
    {
        var parameters = operation["parameters"]?.AsArray() ?? [];
        var inPath = parameters.Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string)parameter!["name"]!).ToList();
        var inQuery = parameters.Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => (string)parameter!["name"]!).ToList();

        // What these do is done to the node itself: once is enough.
        var plain = inPath.Aggregate(path, (whole, name) => whole.Replace($"{{{name}}}", "1", StringComparison.Ordinal));
        foreach (var text in s_texts)
        {
            yield return new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), inPath.Aggregate(path, (whole, name) => whole.Replace($"{{{name}}}", text.Length == 0 ? "%20" : text, StringComparison.Ordinal)));
            foreach (var name in inQuery)
            {
                yield return new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), $"{plain}?{Uri.EscapeDataString(name)}={text}");
            }
        }

        if (operation["requestBody"] is not null)
        {
            foreach (var body in s_bodies)
            {
                yield return new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), plain) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            }

            yield return new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), plain) { Content = new StringContent("<a/>", Encoding.UTF8, "text/xml") };
            yield return new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), plain) { Content = new StringContent($"{{\"reason\":\"{new string('x', 100_000)}\"}}", Encoding.UTF8, "application/json") };
        }
    }

    private static async Task AssertInFormAsync(ApiClient admin, HttpRequestMessage request)
    {
        using var answer = await admin.Http.SendAsync(request, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        var told = $"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text[..Math.Min(400, text.Length)]}";
        Assert.True((int)answer.StatusCode < 500, told);
        Assert.False(answer.Headers.Contains("X-Injected"), told);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);

        // A NUL in a path never gets past the HTTP server, which answers without a body.
        var isServers = answer.StatusCode == HttpStatusCode.BadRequest && text.Length == 0 && request.RequestUri!.AbsolutePath.Contains("%00", StringComparison.Ordinal);
        if (answer.StatusCode >= HttpStatusCode.BadRequest && !isServers)
        {
            Assert.True(answer.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json", told);
            Assert.Equal((int)answer.StatusCode, (int)JsonNode.Parse(text)!["status"]!);
        }
    }
}
