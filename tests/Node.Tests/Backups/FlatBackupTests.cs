namespace SdkNode.Node.Tests.Backups;

/// <summary>Runs alone: what it measures is allocated by the whole process.</summary>
[CollectionDefinition(nameof(FlatBackupTests), DisableParallelization = true)]
[Collection(nameof(FlatBackupTests))]
public sealed class FlatBackupTests
{
    [Fact]
    public async Task Memory_does_not_grow_with_what_is_backed_up_and_restored()
    {
        using var test = await BackupCase.MakeAsync();
        for (var i = 0; i < 16; i++)
        {
            await test.AddAsync(4_000_000);
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var file = await test.FileAsync();
        Assert.Null(await test.RestoreAsync(file));
        Assert.InRange(new FileInfo(file).Length, 64_000_000, 70_000_000);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 32_000_000);
    }
}
