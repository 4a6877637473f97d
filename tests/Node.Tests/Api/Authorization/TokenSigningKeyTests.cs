using System.Security.Cryptography;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>The file of the key that signs tokens.</summary>
public sealed class TokenSigningKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string KeyPath => TokenSigningKey.PathIn(_folder.FullName);

    [Fact]
    public void It_is_made_at_first_start_for_its_owner_alone_and_kept()
    {
        using var made = TokenSigningKey.LoadOrCreate(KeyPath);
        using var again = TokenSigningKey.LoadOrCreate(KeyPath);
        Assert.Equal(made.Key.KeyId, again.Key.KeyId);
        Assert.Equal(43, made.Key.KeyId.Length);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", File.ReadAllText(KeyPath), StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath + ".new"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }
    }

    [Fact]
    public void One_that_others_can_open_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Write(TestKey.First.PrivatePem);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Assert.Contains($"chmod 600 {KeyPath}", Assert.Throws<InvalidDataException>(() => TokenSigningKey.LoadOrCreate(KeyPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_or_short_one_or_half_of_one_is_refused_and_never_written_over()
    {
        using var small = RSA.Create(1024);
        foreach (var content in new[] { "", "no key", TestKey.First.PublicPem, small.ExportPkcs8PrivateKeyPem(), TestKey.First.PrivatePem[..200] })
        {
            Write(content);
            Assert.Contains("no RSA private key", Assert.Throws<InvalidDataException>(() => TokenSigningKey.LoadOrCreate(KeyPath)).Message, StringComparison.Ordinal);
            Assert.Equal(content, File.ReadAllText(KeyPath));
        }
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
