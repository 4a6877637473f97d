using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>From the sender's node to the case system of the receiver, by folder and webhook.</summary>
public sealed class ArrivalTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("MSG-16")]
    public async Task A_message_reaches_the_folder_and_the_webhook_of_its_functional_address_once_they_are_there()
    {
        using var drop = new TemporaryFolder();
        var told = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hook = await HookAsync(told);
        var world = await federation.WorldAsync();
        var party = TestWorld.NewParty("arkiv");
        await using var receiver = await world.StartNodeAsync(party, environment => environment.Root["Participants"]![0]!["Mailboxes"] = new JsonArray(new JsonObject
        {
            ["Address"] = party.Function,
            ["Folder"] = drop.PathOf("mount"),
            ["Webhook"] = new JsonObject { ["Url"] = hook.Urls.Single(), ["Secret"] = "0123456789abcdef0123456789abcdef" },
        }), cancellationToken: Cancelled);

        var sent = await world.A.SendAsync(party);

        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        var notice = await told.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.Equal((sent.XheId, party.Function, "sdk.message.arrived"), ((string?)notice["messageId"], (string?)notice["functionalAddress"], (string?)notice["type"]));

        // The folder is missing as yet: the message is accepted and waits.
        Directory.CreateDirectory(drop.PathOf("mount"));
        await Poll.WaitForAsync("the message in its folder", () => Task.FromResult(Directory.GetDirectories(drop.PathOf("mount"), "2*").Length == 1));
        var folder = Directory.GetDirectories(drop.PathOf("mount")).Single();
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "message.json"), Cancelled));
        var file = json.RootElement.GetProperty("attributes").GetProperty("digitalDocument").EnumerateArray().SelectMany(document => document.TryGetProperty("contentFiles", out var files) ? files.EnumerateArray() : default).First();
        Assert.Equal(file.GetProperty("size").GetInt64(), new FileInfo(Path.Combine(folder, file.GetProperty("file").GetString()!)).Length);
        Assert.Equal(1, await receiver.CountIncomingAsync(sent.XheId));
    }

    private static async Task<WebApplication> HookAsync(TaskCompletionSource<JsonObject> told)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context => told.TrySetResult((JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!));
        await app.StartAsync(Cancelled);
        return app;
    }
}
