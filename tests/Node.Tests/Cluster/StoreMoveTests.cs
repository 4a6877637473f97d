using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>A node on SQLite becomes one on PostgreSQL with everything that it had, what is under way included.</summary>
public sealed class StoreMoveTests(FederationFixture federation, PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_moved_and_the_node_goes_on_with_it()
    {
        var world = await federation.WorldAsync();
        using var folder = new TemporaryFolder();
        var party = TestWorld.NewParty("flyttad");
        string? database = null;
        await using var node = new DemoNode(party, folder.FullName, world.Services, world.Capture, settings =>
        {
            settings.DemoEnvironment()["AddressBook"]!["RefreshAge"] = "00:00:00";
            if (database is not null)
            {
                settings["Store"] = new JsonObject { ["ConnectionString"] = database };
            }
        });
        await node.StartAsync(Cancelled);
        var done = await node.SendAsync(world.A.Party);
        await node.WaitForAsync(done, MessageStatus.Accepted);
        var waiting = await node.SendAsync(world.Partner.Party);
        await node.WaitForAsync(waiting, MessageStatus.WaitingForReceipt);
        using var octets = new MemoryStream(RandomNumberGenerator.GetBytes(200_000));
        await node.WaitForAsync(await node.SubmitAsync(world.A.Party, DemoServices.BulkType, octets), MessageStatus.Accepted);
        var rows = await RowsAsync(node);
        Assert.Contains("A node runs with the data folder", await MoveAsync(node, 1, database = await postgres.CreateDatabaseAsync()), StringComparison.Ordinal);
        await node.StopAsync();
        Assert.Contains("2 contents that the database names are not in", await MoveAsync(node, 1, database, $"SDKNODE_Store__ContentFolder={folder.PathOf("elsewhere")}"), StringComparison.Ordinal);

        var text = await MoveAsync(node, 0, database);
        Assert.Contains($"Messages: {rows.Messages}", text, StringComparison.Ordinal);
        Assert.False(File.Exists(StoreSetup.DatabasePath(Path.Combine(folder.FullName, "data"))));
        Assert.Contains("There is no SQLite database", await MoveAsync(node, 1, database), StringComparison.Ordinal);

        await node.StartAsync(Cancelled);
        Assert.Equal(rows, await RowsAsync(node));
        Assert.Equal(MessageStatus.Accepted, (await node.Store.FindAsync(done.Id, Cancelled))!.Status);
        await using (var payload = node.Content.OpenRead((await node.Store.FindAsync(done.Id, Cancelled))!.Payload!.Value))
        {
            Assert.InRange(await new StreamReader(payload).ReadToEndAsync(Cancelled) is var xml ? xml.Length : 0, 1_000, int.MaxValue);
        }

        // What was under way goes on, and new rows find numbers of their own.
        await world.Partner.PostAsync(node, PartnerLetter.Receipt(world.Partner.Party, party, waiting.XheId));
        await node.WaitForAsync(waiting, MessageStatus.Accepted);
        await node.WaitForAsync(await node.SendAsync(world.A.Party), MessageStatus.Accepted);
    }

    [Fact]
    public async Task Nothing_is_moved_into_a_database_that_has_rows()
    {
        using var file = await StoreFile.MakeAsync();
        await file.AddDueAsync();
        var options = PostgresNodeDb.OptionsFor(await postgres.CreateDatabaseAsync());
        await using var target = new PostgresNodeDb(options);
        await target.Database.MigrateAsync(Cancelled);
        target.Facts.Add(new FactRow { Name = "store", Value = "another" });
        await target.SaveChangesAsync(Cancelled);

        await using var from = file.Open();
        await using var to = new PostgresNodeDb(options);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => StoreMove.RunAsync(from, to, Cancelled));
        Assert.Contains("its table Facts has rows", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await target.Messages.CountAsync(Cancelled));
    }

    private static async Task<string> MoveAsync(DemoNode node, int exit, string database, params string[] settings)
    {
        var result = await ExternalProgram.RunAsync("env", ["DOTNET_ENVIRONMENT=Development", $"SDKNODE_Store__ConnectionString={database}", .. settings, SdkNodeProgram.Path, "store", "move", "--config", node.SettingsPath]);
        Assert.True(result.ExitCode == exit, $"{result.ExitCode}: {result.Text}{result.Error}");
        return result.Text + result.Error;
    }

    private static Task<(int Messages, int Events, int Log, int Work)> RowsAsync(DemoNode node) => node.QueryAsync(async db => (
        await db.Messages.CountAsync(Cancelled), await db.MessageEvents.CountAsync(Cancelled), await db.EventLog.CountAsync(Cancelled), await db.Work.CountAsync(Cancelled)));
}
