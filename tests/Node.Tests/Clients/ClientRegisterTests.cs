using SdkNode.Node.Clients;
using SdkNode.Node.Tests.Api.Authorization;
using SdkNode.Node.Tests.Store;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Clients;

/// <summary>The clients that admins manage.</summary>
public abstract class ClientRegisterTests(PostgresFixture? postgres)
{
    private static readonly ClientWish s_wish = new("Platina", "qa", "0203:kristinehamn.example", [], ["registrator"], TestKey.First.PublicPem);

    [Fact]
    public async Task A_client_is_added_listed_and_removed()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var register = Register(store);
        Assert.True((await register.AddAsync(s_wish with { Environment = null, Participant = "0203:KRISTINEHAMN.example" }, TestContext.Current.CancellationToken)).TryGet(out var row, out _));
        Assert.Equal(("qa", "0203:kristinehamn.example"), (row.Environment, row.Participant));
        Assert.Equal(row.Id, Assert.Single(await register.ListAsync(TestContext.Current.CancellationToken)).Id);
        Assert.NotNull(await register.FindAsync(row.Id, TestContext.Current.CancellationToken));
        Assert.True((await register.RemoveAsync("Platina", TestContext.Current.CancellationToken)).IsOk);
        Assert.Empty(await register.ListAsync(TestContext.Current.CancellationToken));
        Assert.Null(await register.FindAsync(row.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wish_that_does_not_fit_is_refused_with_what_would()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var register = Register(store);
        (ClientWish Wish, string Because)[] cases =
        [
            (s_wish with { Name = " " }, "name"),
            (s_wish with { Name = new string('x', 101) }, "name"),
            (s_wish with { Participant = "0203:other.example" }, "0203:kristinehamn.example in qa"),
            (s_wish with { Environment = "prod" }, "not served here in prod"),
            (s_wish with { Participant = "0203:both.example", Environment = null }, "--environment"),
            (s_wish with { Addresses = [] }, "functional addresses"),
            (s_wish with { Addresses = ["a b"] }, "functional addresses"),
            (s_wish with { Addresses = ["a\nb"] }, "functional addresses"),
            (s_wish with { Scopes = ["openid"] }, "urn:sdk.api:getMessage"),
            (s_wish with { Keys = TestKey.First.PrivatePem }, "private key"),
            (s_wish with { Keys = "" }, "public key"),
        ];
        foreach (var (wish, because) in cases)
        {
            Assert.False((await register.AddAsync(wish, TestContext.Current.CancellationToken)).TryGet(out _, out var fault));
            Assert.Contains(because, fault.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(await register.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_is_given_once_and_what_is_not_there_is_not_changed()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var register = Register(store);
        Assert.True((await register.AddAsync(s_wish, TestContext.Current.CancellationToken)).IsOk);
        Assert.False((await register.AddAsync(s_wish, TestContext.Current.CancellationToken)).TryGet(out _, out var twice));
        Assert.Contains("already", twice.Detail, StringComparison.Ordinal);
        Assert.False((await register.RotateAsync("Other", TestKey.Second.PublicPem, dropOld: false, TestContext.Current.CancellationToken)).IsOk);
        Assert.False((await register.RotateAsync("Platina", TestKey.Second.PrivatePem, dropOld: false, TestContext.Current.CancellationToken)).IsOk);
        Assert.False((await register.RemoveAsync("Other", TestContext.Current.CancellationToken)).IsOk);
        Assert.Null(Assert.Single(await register.ListAsync(TestContext.Current.CancellationToken)).ChangedAt);
    }

    [Fact]
    public async Task Rotating_adds_a_key_once_and_dropping_keeps_the_new_one_alone()
    {
        using var store = await StoreCase.MakeAsync(postgres);
        var register = Register(store);
        Assert.True((await register.AddAsync(s_wish, TestContext.Current.CancellationToken)).IsOk);
        foreach (var (dropOld, count) in new[] { (false, 2), (false, 2), (true, 1) })
        {
            Assert.True((await register.RotateAsync("Platina", TestKey.Second.PublicPem, dropOld, TestContext.Current.CancellationToken)).TryGet(out var row, out _));
            Assert.Equal(count, ClientKeySet.OfRow(row.Keys).Keys.Count);
            Assert.NotNull(row.ChangedAt);
        }
    }

    private static ClientRegister Register(StoreCase store) =>
        new(store.Open, [new("qa", "0203:kristinehamn.example"), new("qa", "0203:both.example"), new("test", "0203:both.example")], store.Clock);

    /// <summary>Over SQLite.</summary>
    public sealed class OnSqlite() : ClientRegisterTests(postgres: null);

    /// <summary>Over PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresFixture postgres) : ClientRegisterTests(postgres);
}
