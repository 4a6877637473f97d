using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Tests.Store;

/// <summary>The node key's file.</summary>
public sealed class NodeKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string KeyPath => _folder.PathOf("keys/node.key");

    [Fact]
    public void It_is_made_at_first_start_for_its_owner_alone_and_kept()
    {
        NodeKey.LoadOrCreate(KeyPath);
        var made = File.ReadAllText(KeyPath);
        NodeKey.LoadOrCreate(KeyPath);
        Assert.Equal(made, File.ReadAllText(KeyPath));
        Assert.False(File.Exists(KeyPath + ".new"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void One_that_others_can_open_is_refused(UnixFileMode more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        NodeKey.LoadOrCreate(KeyPath);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        }

        var fault = Assert.Throws<InvalidDataException>(() => NodeKey.LoadOrCreate(KeyPath));
        Assert.Contains($"chmod 600 {KeyPath}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 c2hvcnQ=\n")]
    [InlineData("one AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= more\n")]
    [InlineData("1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public void A_damaged_one_is_refused_and_never_written_over(string content)
    {
        Write(content);
        var fault = Assert.Throws<InvalidDataException>(() => NodeKey.LoadOrCreate(KeyPath));
        Assert.Contains("Restore it from its backup", fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyPath));
    }

    [Fact]
    public async Task After_a_change_of_version_old_content_opens_and_new_content_takes_the_new_one()
    {
        using var content = new ContentFolder();
        var old = await content.WriteAsync("old"u8.ToArray());
        await File.AppendAllTextAsync(content.KeyPath, "2 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", TestContext.Current.CancellationToken);
        var key = NodeKey.LoadOrCreate(content.KeyPath);
        Assert.Equal(2, key.CurrentVersion);
        var store = new ContentStore(content.FullName, key);
        await using var reader = store.OpenRead(old);
        var buffer = new byte[3];
        await reader.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal("old"u8.ToArray(), buffer);
        await using var writer = store.Create();
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<ContentUnusableException>(() => content.ReadAsync(writer.Id));
        Assert.Contains("version 2", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllText(KeyPath, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
