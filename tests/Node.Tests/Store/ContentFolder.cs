using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Tests.Store;

/// <summary>A content store in a folder of its own.</summary>
internal sealed class ContentFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ContentFolder()
    {
        Key = NodeKey.LoadOrCreate(KeyPath);
        Store = new ContentStore(_folder.FullName, Key);
    }

    public ContentStore Store { get; }

    public NodeKey Key { get; }

    public string FullName => _folder.FullName;

    public string KeyPath => _folder.PathOf("keys/node.key");

    public string PathOf(Guid id) => Path.Combine(FullName, "content", id.ToString("N")[^2..], id.ToString("N"));

    public async Task<Guid> WriteAsync(ReadOnlyMemory<byte> content)
    {
        await using var writer = Store.Create();
        await writer.WriteAsync(content, TestContext.Current.CancellationToken);
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        return writer.Id;
    }

    public async Task<byte[]> ReadAsync(Guid id)
    {
        await using var reader = Store.OpenRead(id);
        using var all = new MemoryStream();
        await reader.CopyToAsync(all, TestContext.Current.CancellationToken);
        Assert.Equal(reader.Length, all.Length);
        return all.ToArray();
    }

    public void Dispose() => _folder.Dispose();
}
