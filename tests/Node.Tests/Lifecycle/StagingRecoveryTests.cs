using System.Text;
using SdkNode.Node.Demo;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Api.Uploads;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Lifecycle;

/// <summary>What a killed process had begun to write is gone after its next start, however young it is.</summary>
public sealed class StagingRecoveryTests(FederationFixture federation)
{
    [Fact]
    public async Task Drafts_of_a_killed_process_are_cleared_at_the_next_start()
    {
        var world = await federation.WorldAsync();
        await using var node = world.Process(TestWorld.NewParty("avbruten"));
        await node.StartAsync();
        using var client = await node.ConnectAsync();
        var body = Encoding.UTF8.GetBytes(ApiMessages.Large(node.Party, DemoParty.RegionVarmland, 1_000_000).ToJsonString());
        using var upload = await RawUpload.BeginAsync(client, $"Content-Length: {body.Length}");
        await upload.SendAsync(body.AsMemory(..(body.Length / 2)));
        await Poll.WaitForAsync("draft with octets", () => Task.FromResult(node.Drafts().Any(file => file.Length > 100_000)));

        await node.KillAsync();
        Assert.NotEmpty(node.Drafts());
        await node.StartAsync();
        Assert.Empty(node.Drafts());
    }
}
