using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Api.Uploads;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Lifecycle;

/// <summary>A node that is told to stop ends what runs, and what it has to cut is done after the next start. Real processes and signals.</summary>
public sealed class DrainTests(FederationFixture federation)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_runs_at_the_stop_ends_the_partners_answer_is_recorded_and_the_clients_post_gets_its_201()
    {
        var world = await federation.WorldAsync();
        await using var node = world.Process(TestWorld.NewParty("lugn"), settings => settings["DrainTime"] = "00:01:00");
        await node.StartAsync();
        await using var partner = await world.StartPartnerAsync("senfardig", Cancelled);
        var answer = new TaskCompletionSource();
        partner.BeforeAnswer = _ => answer.Task;
        using var client = await node.ConnectAsync();
        var body = ApiMessages.Make(node.Party, partner.Party).ToJsonString();
        using var upload = await RawUpload.BeginAsync(client, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}");
        var half = Encoding.UTF8.GetBytes(body).AsMemory();
        await upload.SendAsync(half[..(half.Length / 2)]);
        var sent = await node.SendAsync(partner.Party);
        await Poll.WaitForAsync("request at the partner", () => Task.FromResult(partner.Requests == 1));

        await node.Program.SignalAsync();
        await node.Program.WaitForAsync("Stopping");
        await Poll.WaitForAsync("closed listener", async () => !await ListensAsync(node));
        await upload.SendAsync(half[(half.Length / 2)..]);
        Assert.StartsWith("HTTP/1.1 201", await upload.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Submitted, (await node.FindAsync(Direction.Outgoing, sent))!.Status);

        answer.SetResult();
        Assert.Equal(0, await node.Program.WaitForExitAsync(s_soon));
        Assert.Equal(MessageStatus.WaitingForReceipt, (await node.FindAsync(Direction.Outgoing, sent))!.Status);

        // Only the one that was on its way: nothing new was begun. The other goes out after the next start.
        Assert.Equal(1, partner.Requests);
        await node.StartAsync();
        await Poll.WaitForAsync("second message", () => Task.FromResult(partner.Inbox.Taken.Count == 2));
        Assert.Equal(2, partner.Requests);
    }

    [Fact]
    public async Task What_exceeds_the_time_to_drain_is_cut_and_sent_again_after_the_start_and_arrives_once()
    {
        var world = await federation.WorldAsync();
        await using var node = world.Process(TestWorld.NewParty("bradskande"), settings => settings["DrainTime"] = "00:00:01");
        await node.StartAsync();
        await using var partner = await world.StartPartnerAsync("stel", Cancelled);
        partner.BeforeAnswer = static number => number == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
        var sent = await node.SendAsync(partner.Party);
        await Poll.WaitForAsync("request at the partner", () => Task.FromResult(partner.Requests == 1));

        Assert.Equal(0, await node.Program.TerminateAsync(s_soon));
        Assert.Equal(MessageStatus.Submitted, (await node.FindAsync(Direction.Outgoing, sent))!.Status);

        await node.StartAsync();
        await node.WaitForAsync(Direction.Outgoing, sent, MessageStatus.WaitingForReceipt);
        Assert.Equal(2, partner.Requests);
        Assert.Single(partner.Inbox.Taken);
    }

    [Fact]
    public async Task While_a_balancer_takes_it_out_the_node_is_not_ready_and_serves_and_a_second_signal_stops_it_at_once()
    {
        var world = await federation.WorldAsync();
        await using var node = world.Process(TestWorld.NewParty("avvaktande"), settings => (settings["DrainDelay"], settings["DrainTime"]) = ("00:05:00", "00:05:00"));
        await node.StartAsync();
        await using var partner = await world.StartPartnerAsync("tyst", Cancelled);
        partner.BeforeAnswer = static _ => new TaskCompletionSource().Task;
        using var client = await node.ConnectAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Cancelled)).StatusCode);

        await node.Program.SignalAsync("TERM");
        await node.Program.WaitForAsync("Stopping");

        // It says so a moment before it is so.
        using var ready = await Poll.WaitForAsync("refusal of new work", async () => await client.GetAsync("/health/ready", Cancelled) is { StatusCode: HttpStatusCode.ServiceUnavailable } refused ? refused : null);
        var checks = JsonNode.Parse(await ready.Content.ReadAsStringAsync(Cancelled))!["checks"]!.AsArray();
        Assert.Equal("running", Assert.Single(checks, check => !check!["ok"]!.GetValue<bool>())!["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancelled)).StatusCode);
        using var posted = await client.PostAsync("/v1/sdk/messages", new StringContent(ApiMessages.Make(node.Party, partner.Party).ToJsonString(), Encoding.UTF8, "application/json"), Cancelled);
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        await Poll.WaitForAsync("request at the partner", () => Task.FromResult(partner.Requests == 1));

        await node.Program.SignalAsync("TERM");
        Assert.Equal(0, await node.Program.WaitForExitAsync(s_soon));
    }

    private static async Task<bool> ListensAsync(NodeProcess node)
    {
        try
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, node.ApiAddress.Port, Cancelled);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
