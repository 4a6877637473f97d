using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Tests.Store;

/// <summary>The node key elsewhere than plain in a file: wrapped by a hardware module, or given by the environment.</summary>
public sealed class NodeKeyPlaceTests(PkiFixture pki) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.PathOf("node.key");

    [Fact]
    public async Task Wrapped_by_a_module_the_file_alone_opens_nothing()
    {
        var place = new NodeKeyPlace(File) { Wrap = await WrapAsync() };
        var made = place.LoadOrCreate();
        Assert.StartsWith("1 pkcs11 ", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(made.CheckValues, place.Load().CheckValues);
        Assert.Equal(2, place.AddVersion());
        Assert.Equal(made.CheckValues[1], place.Load().CheckValues[1]);
        Assert.Equal(2, place.Load().CheckValues.Count);
        Assert.Contains("Set Store:NodeKeyWrap", Assert.Throws<InvalidDataException>(() => new NodeKeyPlace(File).Load()).Message, StringComparison.Ordinal);
        var another = new NodeKeyPlace(File) { Wrap = await WrapAsync() };
        Assert.Contains("does not open with the hardware key", Assert.Throws<InvalidDataException>(another.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_file_is_read_and_wrapped_with_its_next_version()
    {
        var plain = new NodeKeyPlace(File).LoadOrCreate();
        var place = new NodeKeyPlace(File) { Wrap = await WrapAsync() };
        Assert.Equal(plain.CheckValues, place.Load().CheckValues);
        place.AddVersion();
        Assert.All(await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken), line => Assert.Contains(" pkcs11 ", line, StringComparison.Ordinal));
        Assert.Equal(plain.CheckValues[1], place.Load().CheckValues[1]);
    }

    [Fact]
    public void Given_by_the_environment_it_is_nowhere_on_disk_and_the_node_writes_none()
    {
        var (one, two) = (Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var place = new NodeKeyPlace(File) { Text = $"1 {one}; 2 {two}" };
        Assert.True(place.IsThere);
        Assert.Equal([1, 2], place.LoadOrCreate().CheckValues.Keys.Order());
        Assert.False(System.IO.File.Exists(File));
        Assert.Contains("given by the environment", Assert.Throws<InvalidDataException>(() => place.AddVersion()).Message, StringComparison.Ordinal);
        foreach (var wrong in new[] { "", "1", $"x {one}", "1 AAAA", $"1 {one};1 {two}", $"1 other {one}" })
        {
            Assert.Throws<InvalidDataException>((place with { Text = wrong }).Load);
        }
    }

    [Fact]
    public async Task A_node_runs_with_either_and_its_settings_show_neither()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), $"node-key-{Guid.NewGuid():N}");
        Assert.True(Pkcs11Token.Open(SoftHsm.Module, SoftHsm.Pin).Value!.Make(uri, 3072).IsOk);
        var one = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        foreach (var store in new[] { new JsonObject { ["NodeKey"] = $"1 {one}" }, new JsonObject { ["NodeKeyWrap"] = uri.ToString() } })
        {
            using var test = new SettingsCase(pki);
            await test.WriteAsync(settings =>
            {
                settings["Store"] = store.DeepClone();
                settings["Pkcs11"] = new JsonObject { ["Module"] = SoftHsm.Module, ["Pin"] = SoftHsm.Pin };
            });
            Assert.Empty(await test.StartAsync());
            Assert.Empty(await test.StartAsync());
            var shown = await SdkNodeProgram.RunAsync(0, "config", "show", "--config", test.Path);
            Assert.DoesNotContain(one, shown, StringComparison.Ordinal);
            Assert.DoesNotContain($"= {SoftHsm.Pin}", shown, StringComparison.Ordinal);
            var file = test.Folder.PathOf("data/keys/node.key");
            Assert.Equal(store.ContainsKey("NodeKeyWrap"), System.IO.File.Exists(file) && (await System.IO.File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).StartsWith("1 pkcs11 ", StringComparison.Ordinal));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Lazy<RSA>> WrapAsync()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), $"wrap-{Guid.NewGuid():N}");
        var made = Pkcs11Token.Open(SoftHsm.Module, SoftHsm.Pin).Value!.Make(uri, 3072);
        Assert.True(made.TryGet(out var key, out var fault), fault?.Detail);
        return new Lazy<RSA>(key);
    }
}
