using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

/// <summary>A content folder goes with its database and with no other.</summary>
public sealed class StoreMarkTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_starts_with_its_own_content_and_not_with_anothers()
    {
        using var file = await StoreFile.MakeAsync();
        using var other = await StoreFile.MakeAsync();
        using var content = new TemporaryFolder();
        await StoreMark.CheckAsync(content.FullName, file.Open, file.Clock, Cancelled);
        await StoreMark.CheckAsync(content.FullName, file.Open, file.Clock, Cancelled);

        // A database that is new, and one that has content elsewhere.
        var fault = await Assert.ThrowsAsync<StoreRefusedException>(() => StoreMark.CheckAsync(content.FullName, other.Open, file.Clock, Cancelled));
        Assert.Contains("belongs to another database", fault.Message, StringComparison.Ordinal);
        using var elsewhere = new TemporaryFolder();
        await StoreMark.CheckAsync(elsewhere.FullName, other.Open, file.Clock, Cancelled);
        await Assert.ThrowsAsync<StoreRefusedException>(() => StoreMark.CheckAsync(content.FullName, other.Open, file.Clock, Cancelled));

        // Content that was copied to a new place without the mark.
        using var restored = new TemporaryFolder();
        await StoreMark.CheckAsync(restored.FullName, file.Open, file.Clock, Cancelled);
        Assert.Equal(File.ReadAllText(content.PathOf("store.id")), File.ReadAllText(restored.PathOf("store.id")));
    }
}
