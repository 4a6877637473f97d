using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Node.Keys;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Jobs;

/// <summary>The sweep removes what nothing names any more, and nothing else.</summary>
public abstract class SweepTests(PostgresFixture? postgres)
{
    [Fact]
    public async Task Old_drafts_and_orphans_go_and_what_a_row_names_stays()
    {
        using var file = await StoreCase.MakeAsync(postgres);
        using var content = new ContentFolder();
        var payload = await content.WriteAsync("payload"u8.ToArray());
        var envelope = await content.WriteAsync("sealed"u8.ToArray());
        var orphan = await content.WriteAsync("orphan"u8.ToArray());
        var fresh = await content.WriteAsync("fresh"u8.ToArray());
        await file.AddDueAsync(row => (row.Payload, row.Sealed) = (payload, envelope));
        var draft = Path.Combine(content.FullName, "staging", "left-by-a-crash");
        await File.WriteAllTextAsync(draft, "", TestContext.Current.CancellationToken);
        foreach (var path in new[] { content.PathOf(payload), content.PathOf(envelope), content.PathOf(orphan), draft })
        {
            File.SetLastWriteTimeUtc(path, content.Store.Now().AddHours(-25));
        }

        File.SetLastWriteTimeUtc(content.PathOf(fresh), content.Store.Now().AddHours(-23));

        // What another node writes is as old as the folder's clock says, whatever this node's does.
        var others = Path.Combine(content.FullName, "staging", Guid.NewGuid().ToString("N"), "draft");
        Directory.CreateDirectory(Path.GetDirectoryName(others)!);
        await File.WriteAllTextAsync(others, "", TestContext.Current.CancellationToken);
        file.Clock.Now = TimeProvider.System.GetUtcNow().AddDays(400);
        var retention = new Retention(new NodeSetup(content.FullName, []) { Keys = new KeyRing(TimeProvider.System), Name = "one", Store = new StorePlace(content.FullName) }, file.Open, new ClientMessages(file.Open, file.Clock), content.Store, file.Clock);
        await new Sweep(content.Store, file.Store, retention, file.Clock, TimeSpan.FromDays(30), NullLogger<Sweep>.Instance).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(content.PathOf(payload)));
        Assert.True(File.Exists(content.PathOf(envelope)));
        Assert.True(File.Exists(content.PathOf(fresh)));
        Assert.True(File.Exists(others));
        Assert.False(File.Exists(content.PathOf(orphan)));
        Assert.False(File.Exists(draft));
    }

    [Fact]
    public async Task Several_nodes_that_sweep_the_same_folder_at_once_do_no_harm()
    {
        using var file = await StoreFile.MakeAsync();
        using var content = new ContentFolder();
        var kept = await content.WriteAsync("payload"u8.ToArray());
        await file.AddDueAsync(row => row.Payload = kept);
        List<Guid> orphans = [];
        for (var i = 0; i < 200; i++)
        {
            orphans.Add(await content.WriteAsync("orphan"u8.ToArray()));
        }

        foreach (var id in orphans.Append(kept))
        {
            File.SetLastWriteTimeUtc(content.PathOf(id), content.Store.Now().AddHours(-25));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => content.Store.SweepOrphansAsync(content.Store.Now().AddHours(-24), () => file.Store.NamedContentsAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken))));
        Assert.True(File.Exists(content.PathOf(kept)));
        Assert.DoesNotContain(orphans, id => File.Exists(content.PathOf(id)));
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : SweepTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : SweepTests(postgres);
}
