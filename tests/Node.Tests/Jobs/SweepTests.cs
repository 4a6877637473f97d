using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
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
            File.SetLastWriteTimeUtc(path, file.Clock.Now.UtcDateTime.AddHours(-25));
        }

        File.SetLastWriteTimeUtc(content.PathOf(fresh), file.Clock.Now.UtcDateTime.AddHours(-23));
        var retention = new Retention(new NodeSetup(content.FullName, []) { Name = "one", Store = new StorePlace(content.FullName) }, file.Open, new ClientMessages(file.Open, file.Clock), content.Store, file.Clock);
        await new Sweep(content.Store, file.Store, retention, file.Clock, TimeSpan.FromDays(30), NullLogger<Sweep>.Instance).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(content.PathOf(payload)));
        Assert.True(File.Exists(content.PathOf(envelope)));
        Assert.True(File.Exists(content.PathOf(fresh)));
        Assert.False(File.Exists(content.PathOf(orphan)));
        Assert.False(File.Exists(draft));
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : SweepTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : SweepTests(postgres);
}
