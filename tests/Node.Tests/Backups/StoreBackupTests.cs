using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Backups;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Backups;

/// <summary>What is in a backup, while others write and delete.</summary>
public sealed class StoreBackupTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("store.tar")]
    [InlineData("store.tar.gz")]
    public async Task What_is_backed_up_is_restored_octet_by_octet_with_a_new_identity(string name)
    {
        using var test = await BackupCase.MakeAsync();
        var messages = new[] { await test.AddAsync(0), await test.AddAsync(100), await test.AddAsync(200_000) };
        await File.WriteAllTextAsync(Path.Combine(test.Place.DataFolder, "node.id"), "old", Cancelled);
        var file = await test.FileAsync(name);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal([name], Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
        Assert.Null(await test.RestoreAsync(file));
        await using var db = test.OpenRestored();
        Assert.Equal(messages.Select(row => row.Id), await db.Messages.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancelled));
        Assert.All(messages, row => Assert.Equal(File.ReadAllBytes(BackupCase.PathOf(test.Place, row.Payload!.Value)), File.ReadAllBytes(BackupCase.PathOf(test.Target, row.Payload.Value))));
        Assert.Equal(await File.ReadAllBytesAsync(test.Place.NodeKeyFile, Cancelled), await File.ReadAllBytesAsync(test.Target.NodeKeyFile, Cancelled));
        Assert.False(File.Exists(Path.Combine(test.Target.DataFolder, "node.id")));
    }

    [Fact]
    public async Task What_is_deleted_while_a_backup_is_written_is_in_it_and_goes_with_a_later_sweep()
    {
        using var test = await BackupCase.MakeAsync();
        var messages = new List<MessageRow>();
        for (var i = 0; i < 60; i++)
        {
            messages.Add(await test.AddAsync(400_000, static row => row.Status = MessageStatus.Accepted));
        }

        // The file begins when the rows have been copied.
        var writing = Task.Run(() => test.BackUpAsync("store.tar"), Cancelled);
        while (!File.Exists(test.PathOf("store.tar.part")))
        {
            Assert.False(writing.IsCompleted);
            await Task.Yield();
        }

        var clients = new ClientMessages(test.Rows.Open, test.Rows.Clock);
        foreach (var message in messages.AsEnumerable().Reverse())
        {
            foreach (var content in await clients.DeleteAsync(message.Id, "a client", Cancelled) ?? [])
            {
                test.Content.Delete(content);
            }
        }

        var outcome = await writing;
        Assert.Equal((null, 60), (outcome.Fault, outcome.Contents));
        Assert.Empty(outcome.Missing);
        Assert.Null(await test.RestoreAsync(test.PathOf("store.tar")));
        Assert.All(messages, row => Assert.True(File.Exists(BackupCase.PathOf(test.Target, row.Payload!.Value))));

        var kept = messages.Where(row => File.Exists(BackupCase.PathOf(test.Place, row.Payload!.Value))).ToList();
        Assert.NotEmpty(kept);
        Assert.Equal(kept.Count, await test.Content.SweepOrphansAsync(DateTimeOffset.MaxValue, () => test.Rows.Store.NamedContentsAsync(Cancelled), Cancelled));
    }

    [Fact]
    public async Task While_content_is_kept_neither_a_deletion_nor_a_sweep_removes_any()
    {
        using var test = await BackupCase.MakeAsync();
        var row = await test.AddAsync(10);
        var path = BackupCase.PathOf(test.Place, row.Payload!.Value);
        using (test.Content.KeepAll())
        {
            test.Content.Delete(row.Payload.Value);
            Assert.Equal(0, await test.Content.SweepOrphansAsync(DateTimeOffset.MaxValue, static () => Task.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid>()), Cancelled));
            Assert.True(File.Exists(path));
        }

        test.Content.Delete(row.Payload.Value);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_content_that_was_lost_before_is_told_and_the_rest_is_backed_up()
    {
        using var test = await BackupCase.MakeAsync();
        var lost = await test.AddAsync(10);
        var there = await test.AddAsync(10);
        File.Delete(BackupCase.PathOf(test.Place, lost.Payload!.Value));
        var outcome = await test.BackUpAsync("store.tar");
        Assert.Equal((null, 2, 1), (outcome.Fault, outcome.Messages, outcome.Contents));
        Assert.Equal([lost.XheId], outcome.Missing);
        Assert.Null(await test.RestoreAsync(test.PathOf("store.tar")));
        Assert.True(File.Exists(BackupCase.PathOf(test.Target, there.Payload!.Value)));
    }

    [Fact]
    public async Task A_backup_overwrites_nothing_and_leaves_nothing_behind_where_it_cannot_write()
    {
        using var test = await BackupCase.MakeAsync();
        await File.WriteAllTextAsync(test.PathOf("store.tar"), "precious", Cancelled);
        Assert.Contains("exists already", (await test.BackUpAsync("store.tar")).Fault, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(test.PathOf("store.tar"), Cancelled));
        Assert.Contains("could not be written", (await test.BackUpAsync("no-such-folder/store.tar")).Fault, StringComparison.Ordinal);

        // A content that cannot be read ends the backup in the middle.
        var row = await test.AddAsync(10);
        var path = BackupCase.PathOf(test.Place, row.Payload!.Value);
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Contains("could not be written", (await test.BackUpAsync("other.tar")).Fault, StringComparison.Ordinal);
        Assert.Equal(["store.tar"], Directory.EnumerateFiles(Path.GetDirectoryName(test.PathOf("x"))!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_restored_store_is_on_hold_free_of_leases_and_doubts_what_may_have_been_sent()
    {
        using var test = await BackupCase.MakeAsync();
        var waiting = await test.AddAsync(10);
        var inFlight = await test.AddAsync(10, static row => (row.Status, row.TryInFlight) = (MessageStatus.Submitted, true));
        var done = await test.AddAsync(10, static row => row.Status = MessageStatus.Accepted);
        await using (var db = test.Rows.Open())
        {
            await db.Work.Where(row => row.MessageId == done.Id).ExecuteDeleteAsync(Cancelled);
        }

        Assert.Equal(2, (await test.Rows.ClaimAsync("dead-node", 10)).Count);
        Assert.Null(await test.RestoreAsync(await test.FileAsync()));

        await using var restored = test.OpenRestored();
        Assert.All(await restored.Work.ToListAsync(Cancelled), row => Assert.Equal((null, 0, DateTimeOffset.MinValue), (row.LeaseOwner, row.Claims, row.LeaseUntil)));
        Assert.Equal([true, true, false], (await restored.Messages.OrderBy(row => row.Id).ToListAsync(Cancelled)).Select(row => row.MaybeDelivered));
        Assert.False(await restored.Messages.AnyAsync(row => row.TryInFlight, Cancelled));
        Assert.Equal(FactRow.OutgoingHold, (await restored.Facts.SingleAsync(Cancelled)).Name);
        Assert.Equal([waiting.Id, inFlight.Id], await restored.MessageEvents.OrderBy(row => row.MessageId).Select(row => row.MessageId).ToListAsync(Cancelled));
        Assert.Equal(["SCHEDULED", "SUBMITTED"], await restored.MessageEvents.OrderBy(row => row.MessageId).Select(row => row.Code).ToListAsync(Cancelled));
    }
}
