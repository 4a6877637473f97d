using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>The key that signs tokens: one for all nodes of a store.</summary>
public abstract class TokenSigningKeyTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_start_first_at_the_same_time_have_the_same_key_and_keep_it()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var keys = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync(store)));
        using var later = await OpenAsync(store);
        Assert.All(keys, key => Assert.Equal(later.Key.KeyId, key.Key.KeyId));
        Assert.Equal(43, later.Key.KeyId.Length);
        Assert.Empty(Directory.GetFiles(store.FullName, "token-signing*", SearchOption.AllDirectories));
        foreach (var key in keys)
        {
            key.Dispose();
        }
    }

    [Fact]
    public async Task The_table_shows_nothing_of_it_and_another_node_key_does_not_open_it()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        using var made = await OpenAsync(store);
        await using var db = store.Open();
        var row = await db.Secrets.AsNoTracking().SingleAsync(Cancelled);
        var parameters = made.Key.Rsa.ExportParameters(includePrivateParameters: true);
        Assert.All(new[] { parameters.D!, parameters.P!, parameters.Modulus! }, part => Assert.Equal(-1, row.Sealed.AsSpan().IndexOf(part.AsSpan(0, 16))));

        using var folder = new TemporaryFolder();
        var other = new SecretStore(store.Open, NodeKey.LoadOrCreate(folder.PathOf("node.key")), store.Clock);
        await Assert.ThrowsAsync<InvalidDataException>(() => TokenSigningKey.OpenAsync(other, store.FullName, Cancelled));

        // Sealed for one name it does not stand for another.
        db.Add(new SdkNode.Node.Store.Rows.SecretRow { Name = "another", Sealed = row.Sealed, CreatedAt = store.Clock.Now });
        await db.SaveChangesAsync(Cancelled);
        await Assert.ThrowsAsync<InvalidDataException>(() => Secrets(store).GetOrAddAsync("another", () => [], Cancelled));
    }

    [Fact]
    public async Task The_file_of_an_earlier_version_is_taken_over_and_goes_when_the_store_has_it()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        Write(store, TestKey.First.PrivatePem);
        using var taken = await OpenAsync(store);
        Assert.Equal(Thumbprint(TestKey.First.PrivatePem), taken.Key.KeyId);
        Assert.False(File.Exists(TokenSigningKey.PathIn(store.FullName)));

        // Another node's file comes too late: the store has a key.
        Write(store, TestKey.Second.PrivatePem);
        using var kept = await OpenAsync(store);
        Assert.Equal(taken.Key.KeyId, kept.Key.KeyId);
        Assert.False(File.Exists(TokenSigningKey.PathIn(store.FullName)));
    }

    [Fact]
    public async Task A_file_stays_while_the_store_cannot_take_it()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        Write(store, TestKey.First.PrivatePem);
        var broken = new SecretStore(store.Place.ReadOnlyOpener()!, store.Key, store.Clock);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => TokenSigningKey.OpenAsync(broken, store.FullName, Cancelled));
        Assert.True(File.Exists(TokenSigningKey.PathIn(store.FullName)));
    }

    [Fact]
    public async Task A_file_that_others_can_open_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var store = await StoreCase.MakeAsync(postgres);
        Write(store, TestKey.First.PrivatePem);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(TokenSigningKey.PathIn(store.FullName), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(store));
        Assert.Contains($"chmod 600 {TokenSigningKey.PathIn(store.FullName)}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_or_short_file_or_half_of_one_is_refused_and_never_written_over()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        using var small = RSA.Create(1024);
        foreach (var content in new[] { "", "no key", TestKey.First.PublicPem, small.ExportPkcs8PrivateKeyPem(), TestKey.First.PrivatePem[..200] })
        {
            Write(store, content);
            var fault = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(store));
            Assert.Contains("no RSA private key", fault.Message, StringComparison.Ordinal);
            Assert.Equal(content, await File.ReadAllTextAsync(TokenSigningKey.PathIn(store.FullName), Cancelled));
        }
    }

    private static SecretStore Secrets(StoreCase store) => new(store.Open, store.Key, store.Clock);

    private static Task<TokenSigningKey> OpenAsync(StoreCase store) => TokenSigningKey.OpenAsync(Secrets(store), store.FullName, Cancelled);

    private static string Thumbprint(string pem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return Base64UrlEncoder.Encode(new RsaSecurityKey(rsa).ComputeJwkThumbprint());
    }

    private static void Write(StoreCase store, string content)
    {
        var path = TokenSigningKey.PathIn(store.FullName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, Encoding.ASCII);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : TokenSigningKeyTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : TokenSigningKeyTests(postgres);
}
