using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Telemetry;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Telemetry;

/// <summary>What a node that is watched tells Prometheus and a collector.</summary>
public sealed partial class TelemetryTests(FederationFixture federation, PkiFixture pki)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_on_its_way_is_seen_in_the_metrics_and_nothing_of_it_is()
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("sedd"), settings: settings => settings["Telemetry"] = new JsonObject { ["Metrics"] = new JsonObject { ["Port"] = port } }, cancellationToken: Cancelled);
        var before = Value(await ScrapeAsync(port), "sdknode_events_total", "event=\"message-sent\"");
        var sent = await node.SendAsync(world.B.Party);
        await node.WaitForAsync(sent, MessageStatus.Accepted);
        await node.Get<NodeGauges>().ReadAsync(Cancelled);

        // The exporter gives one answer to all who ask within 0.3 s, and a message can be faster than that.
        var text = await Poll.WaitForAsync("the sent message in the metrics", async () => await ScrapeAsync(port) is var told && Value(told, "sdknode_events_total", "event=\"message-sent\"") > before ? told : null);

        Assert.True(Value(text, "sdknode_sent_bytes_total", "environment=\"demo\"") > 1000);
        Assert.True(Value(text, "sdknode_work_duration_seconds_count", "kind=\"Send\"") >= 1);
        Assert.Equal(0, Value(text, "sdknode_work_waiting", "kind=\"Send\",state=\"set-aside\""));
        Assert.Equal(1, Value(text, "sdknode_ready", "check=\"running\""));
        Assert.Equal(0, Value(text, "sdknode_alarms_open", "kind=\"storage\""));
        Assert.InRange(Value(text, "sdknode_certificate_left_seconds", "purpose=\"ApSigning\""), 60, 100 * 365 * 86400.0);
        Assert.True(Value(text, "sdknode_storage_free_bytes", "") > 0);
        Assert.DoesNotContain(sent.XheId, text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.B.Party.Participant, text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.B.Party.PartyId, text, StringComparison.Ordinal);
    }

    // In a process of its own: of several hosts in one process the first that ends takes the platform's shared streams with it.
    [Fact]
    public async Task The_built_program_gives_what_the_platform_counts_too()
    {
        var port = Ports.Take();
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Telemetry"] = new JsonObject { ["Metrics"] = new JsonObject { ["Port"] = port } });
        await using var node = RunningProgram.Start("run", "--config", test.Path);
        await node.WaitForAsync("Running. Partners reach");
        var text = await ScrapeAsync(port);
        Assert.Contains("kestrel_active_connections", text, StringComparison.Ordinal);
        Assert.Equal(0, await node.TerminateAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/metrics/x")]
    [InlineData("/v1/messages")]
    [InlineData("/control/status")]
    [InlineData("/health/live")]
    [InlineData("/oauth2/token")]
    public async Task The_listener_of_metrics_serves_nothing_else(string path)
    {
        var world = await federation.WorldAsync();
        var port = Ports.Take();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("stum"), settings: settings => settings["Telemetry"] = new JsonObject { ["Metrics"] = new JsonObject { ["Port"] = port } }, cancellationToken: Cancelled);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), Cancelled);
        Assert.Equal((HttpStatusCode.NotFound, "Metrics are at /metrics.\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled)));
    }

    [Fact]
    public async Task A_collector_gets_metrics_and_the_spans_of_a_message()
    {
        var world = await federation.WorldAsync();
        var told = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await CollectAsync(told);
        var node = await world.StartNodeAsync(TestWorld.NewParty("samlad"), settings: settings => settings["Telemetry"] = new JsonObject { ["Otlp"] = new JsonObject { ["Endpoint"] = collector.Urls.Single(), ["Protocol"] = "Http" } }, cancellationToken: Cancelled);
        await using (node)
        {
            await node.WaitForAsync(await node.SendAsync(world.B.Party), MessageStatus.Accepted);
        }

        // What is left is sent when the node stops.
        Assert.Contains(told, call => call.Path == "/v1/metrics" && call.Body.Contains("sdknode.events", StringComparison.Ordinal) && call.Body.Contains("message-sent", StringComparison.Ordinal));
        var spans = string.Concat(told.Where(call => call.Path == "/v1/traces").Select(call => call.Body));
        Assert.Contains("Send", spans, StringComparison.Ordinal);
        Assert.Contains("Open", spans, StringComparison.Ordinal);
        Assert.Contains("Receive", spans, StringComparison.Ordinal);
        Assert.DoesNotContain(world.B.Party.Participant, spans, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_settings_is_told_all_at_once()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Telemetry"] = new JsonObject
        {
            ["Metrics"] = new JsonObject { ["Port"] = ((IPEndPoint)taken.LocalEndpoint).Port },
            ["Otlp"] = new JsonObject { ["Endpoint"] = "collector:4317", ["Protocol"] = "Thrift" },
        });
        Assert.Equal(["Telemetry:Metrics:Port", "Telemetry:Otlp:Endpoint", "Telemetry:Otlp:Protocol"], (await test.StartAsync()).Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    private static async Task<string> ScrapeAsync(int port)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancelled);
    }

    private static double Value(string text, string name, string tags) => text.Split('\n')
        .Where(line => Sample().Match(line) is { Success: true } match && match.Groups["name"].Value == name && tags.Split(',').All(tag => match.Groups["tags"].Value.Contains(tag, StringComparison.Ordinal)))
        .Sum(line => double.Parse(Sample().Match(line).Groups["value"].Value, CultureInfo.InvariantCulture));

    private static async Task<WebApplication> CollectAsync(ConcurrentQueue<(string Path, string Body)> told)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            told.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await app.StartAsync(Cancelled);
        return app;
    }

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<tags>.*)\})? (?<value>[-+.\dNaEinf]+)( \d+)?$")]
    private static partial Regex Sample();
}
