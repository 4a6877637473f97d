using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Cluster;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Store;

/// <summary>The node key changes while nodes run, and nothing that was sealed is lost.</summary>
public abstract class NodeKeyRotationTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_alone_uses_a_new_version_at_once_and_opens_what_the_old_one_sealed()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var node = await Member.StartAsync(store, store.Place);
        var old = await node.WriteAsync("old");
        await node.Secrets.GetOrAddAsync("token", () => "hush"u8.ToArray(), Cancelled);

        var outcome = await node.Rotation.RotateAsync("anna", Cancelled);
        Assert.Equal((2, true), (outcome.Version, outcome.IsUsed));
        var fresh = await node.WriteAsync("new");
        Assert.Equal(("old", "new"), (await node.ReadAsync(old), await node.ReadAsync(fresh)));
        Assert.Equal((1, 2), (node.VersionOf(old), node.VersionOf(fresh)));
        await using (var db = store.Open())
        {
            // The store's secrets are few: they are sealed anew.
            Assert.All(await db.Secrets.ToListAsync(Cancelled), row => Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(row.Sealed)));
            Assert.Equal("anna", (await db.SecurityLog.SingleAsync(row => row.Event == SecurityLog.NodeKeyRotated, Cancelled)).Actor);
        }

        Assert.Equal("hush"u8.ToArray(), await node.Secrets.FindAsync("token", Cancelled));
        var again = await Member.StartAsync(store, store.Place);
        Assert.Equal(2, again.Store.Key.CurrentVersion);
        Assert.Equal(("old", "new"), (await again.ReadAsync(old), await again.ReadAsync(fresh)));
    }

    [Fact]
    public async Task A_key_file_put_back_from_before_keeps_the_node_from_starting()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var node = await Member.StartAsync(store, store.Place);
        var before = await File.ReadAllTextAsync(store.Place.NodeKeyFile, Cancelled);
        await node.Rotation.RotateAsync("anna", Cancelled);
        await File.WriteAllTextAsync(store.Place.NodeKeyFile, before, Cancelled);
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => Member.StartAsync(store, store.Place));
        Assert.Equal("The node key lacks version 2, which this store is sealed with.", fault.Problem);

        // The running one still has it, and says what is wrong with the file only by its health check.
        Assert.Equal("x", await node.ReadAsync(await node.WriteAsync("x")));
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_not_changed()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var node = await Member.StartAsync(store, store.Place);
        var before = await File.ReadAllTextAsync(store.Place.NodeKeyFile, Cancelled);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        File.SetUnixFileMode(store.Place.NodeKeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await Assert.ThrowsAsync<InvalidDataException>(() => node.Rotation.RotateAsync("anna", Cancelled));
        Assert.Equal(before, await File.ReadAllTextAsync(store.Place.NodeKeyFile, Cancelled));
    }

    [Fact]
    public async Task Content_that_is_written_while_the_key_changes_opens_always()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var node = await Member.StartAsync(store, store.Place);
        var written = new List<Guid>();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                written.Add(await node.WriteAsync($"{i}"));
            }
        }, Cancelled);
        for (var i = 0; i < 5; i++)
        {
            await node.Rotation.RotateAsync("anna", Cancelled);
        }

        await writing;
        for (var i = 0; i < written.Count; i++)
        {
            Assert.Equal($"{i}", await node.ReadAsync(written[i]));
        }

        Assert.Equal(6, node.Store.Key.CurrentVersion);
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : NodeKeyRotationTests(postgres: null);

    /// <summary>Over PostgreSQL, where several nodes share a store and each has a copy of the key file.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : NodeKeyRotationTests(postgres)
    {
        private readonly PostgresFixture _postgres = postgres;

        [Fact]
        public async Task A_new_version_waits_until_every_node_has_it_and_then_all_use_it()
        {
            using var store = await StoreCase.MakeAsync(_postgres);
            using var other = new TemporaryFolder();
            var one = await Member.StartAsync(store, store.Place, "one");
            File.Copy(store.Place.NodeKeyFile, other.PathOf("node.key"));
            var two = await Member.StartAsync(store, store.Place with { DataFolder = other.FullName, NodeKeyFile = other.PathOf("node.key") }, "two");
            await two.Rotation.WatchAsync(Cancelled);

            for (var i = 0; i < 2; i++)
            {
                var waits = await one.Rotation.RotateAsync("anna", Cancelled);
                Assert.Equal((2, false, "two"), (waits.Version, waits.IsUsed, Assert.Single(waits.Lacking)));
                Assert.Equal(1, one.VersionOf(await one.WriteAsync("still the old one")));
            }

            File.Copy(store.Place.NodeKeyFile, other.PathOf("node.key"), overwrite: true);
            await two.Rotation.WatchAsync(Cancelled);
            Assert.Equal(1, two.VersionOf(await two.WriteAsync("still the old one")));
            var state = await one.Rotation.StateAsync(Cancelled);
            Assert.Equal([("one", "1 2"), ("two", "1 2")], state.Nodes.Select(node => (node.Node, string.Join(' ', node.Versions))));

            Assert.True((await one.Rotation.RotateAsync("anna", Cancelled)).IsUsed);
            var sealedByOne = await one.WriteAsync("one's");
            Assert.Equal("one's", await two.ReadAsync(sealedByOne));
            await two.Rotation.WatchAsync(Cancelled);
            Assert.Equal(2, two.VersionOf(await two.WriteAsync("two's")));
        }

        [Fact]
        public async Task A_node_that_has_another_key_of_that_number_does_not_count_as_having_it()
        {
            using var store = await StoreCase.MakeAsync(_postgres);
            using var other = new TemporaryFolder();
            var one = await Member.StartAsync(store, store.Place, "one");
            File.Copy(store.Place.NodeKeyFile, other.PathOf("node.key"));
            var two = await Member.StartAsync(store, store.Place with { DataFolder = other.FullName, NodeKeyFile = other.PathOf("node.key") }, "two");
            SdkNode.Node.Store.Content.NodeKey.AddVersion(other.PathOf("node.key"));
            await two.Rotation.WatchAsync(Cancelled);
            Assert.Equal(["two"], (await one.Rotation.RotateAsync("anna", Cancelled)).Lacking);

            // Two administrators at once: the file of one, copied to the other, settles it, and no node is restarted.
            File.Copy(store.Place.NodeKeyFile, other.PathOf("node.key"), overwrite: true);
            await two.Rotation.WatchAsync(Cancelled);
            Assert.True((await one.Rotation.RotateAsync("anna", Cancelled)).IsUsed);
            Assert.Equal("one's", await two.ReadAsync(await one.WriteAsync("one's")));
        }
    }

    private sealed class Member
    {
        public required OpenedStore Store { get; init; }

        public required NodeKeyRotation Rotation { get; init; }

        public required SecretStore Secrets { get; init; }

        public static async Task<Member> StartAsync(StoreCase store, StorePlace place, string name = "one")
        {
            var opened = await OpenedStore.StartAsync(place, store.Clock, Cancelled);
            var nodes = new NodeList(opened.Open, store.Clock);
            await nodes.SeenAsync(new NodeRow { Id = opened.Node, Name = name, Version = "1", Schema = "1", StartedAt = store.Clock.Now }, Cancelled);
            var secrets = new SecretStore(opened.Open, opened.Key, store.Clock);
            return new Member { Store = opened, Secrets = secrets, Rotation = new NodeKeyRotation(opened, nodes, secrets, new SecurityLog(opened.Open, store.Clock), store.Clock) };
        }

        // Larger than what lies in a row, so that it is a file.
        public async Task<Guid> WriteAsync(string text)
        {
            await using var writer = Store.Content.Create();
            await writer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text.PadRight(200_000)), Cancelled);
            await writer.CompleteAsync(Cancelled);
            return writer.Id;
        }

        public async Task<string> ReadAsync(Guid id)
        {
            await using var reader = Store.Content.OpenRead(id);
            using var text = new StreamReader(reader);
            return (await text.ReadToEndAsync(Cancelled)).TrimEnd();
        }

        public int VersionOf(Guid id)
        {
            var file = Assert.Single(Directory.GetFiles(Store.Place!.ContentFolder, $"*{id:N}*", SearchOption.AllDirectories));
            return BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(file).AsSpan(5));
        }
    }
}
