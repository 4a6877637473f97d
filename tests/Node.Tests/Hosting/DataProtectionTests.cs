using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Hosting;

/// <summary>What one node protects, another of the same store takes.</summary>
public abstract class DataProtectionTests(PostgresFixture? postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_protects_another_unprotects_both_started_at_first_and_later()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await using var a = Node(store);
        await using var b = Node(store);
        var first = Protector(a).Protect("first of a");
        Assert.Equal("first of a", Protector(b).Unprotect(first));
        Assert.Equal("b too", Protector(a).Unprotect(Protector(b).Protect("b too")));
        await using var later = Node(store);
        Assert.Equal("first of a", Protector(later).Unprotect(first));
    }

    [Fact]
    public async Task The_table_shows_no_key_and_another_node_key_opens_none()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        await using var node = Node(store);
        var text = Protector(node).Protect("text");
        await using var db = store.Open();
        var row = await db.DataProtectionKeys.SingleAsync(Cancelled);
        Assert.DoesNotContain("<", row.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(row.Xml!)), StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        await using var stranger = Node(store, NodeKey.LoadOrCreate(folder.PathOf("node.key")));
        var fault = Record.Exception(() => Protector(stranger).Unprotect(text));
        Assert.True(fault is CryptographicException or InvalidDataException, fault?.ToString());

        // A row that stands under another name, or was altered, is refused.
        row.FriendlyName = "another";
        await db.SaveChangesAsync(Cancelled);
        await using var next = Node(store);
        Assert.NotNull(Record.Exception(() => Protector(next).Unprotect(text)));
    }

    private static ServiceProvider Node(StoreCase store, NodeKey? key = null) =>
        new ServiceCollection().AddNodeDataProtection(store.Open, key ?? store.Key).BuildServiceProvider();

    private static IDataProtector Protector(ServiceProvider node) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector("sessions");

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : DataProtectionTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : DataProtectionTests(postgres);
}
