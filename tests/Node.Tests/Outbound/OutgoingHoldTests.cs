using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>While outgoing messages are on hold no node of the store claims what is to be sent, and everything else goes on.</summary>
public sealed class OutgoingHoldTests : IAsyncLifetime
{
    private StoreFile _file = null!;
    private AlarmList _alarms = null!;
    private OutgoingHold _hold = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _alarms = new AlarmList(_file.Open, _file.Clock, NullLogger<AlarmList>.Instance);
        _hold = new OutgoingHold(_file.Open, _alarms, _file.Clock, NullLogger<OutgoingHold>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task On_hold_nothing_to_send_is_claimed_by_any_node_and_released_it_is()
    {
        await _file.AddDueAsync(static row => row.Kind = MessageKind.MessageReceipt);
        await _file.AddDueAsync();
        var opening = StoreFile.Message();
        Assert.True(await _file.Store.AddAsync([opening, WorkRow.For(opening, WorkKind.Open, _file.Clock.Now)], Cancelled));
        await _hold.HoldAsync("the disk was lost.", Cancelled);
        Assert.Equal(2, await _hold.CountWaitingAsync(Cancelled));

        var other = new WorkStore(_file.Open, _file.Clock);
        Assert.Empty(await other.ClaimAsync("other", WorkKind.Send, 10, 10, TimeSpan.FromMinutes(1), Cancelled));
        Assert.Equal(WorkKind.Open, Assert.Single(await _file.ClaimAsync("one", 10)).Kind);

        Assert.True(await _hold.ReleaseAsync("anna", Cancelled));
        Assert.Equal(2, (await other.ClaimAsync("other", WorkKind.Send, 10, 10, TimeSpan.FromMinutes(1), Cancelled)).Count);
        Assert.False(await _hold.ReleaseAsync("anna", Cancelled));
    }

    [Fact]
    public async Task The_nodes_of_a_PostgreSQL_store_obey_the_same_word()
    {
        await using var server = await PostgresServer.StartAsync();
        var place = new StorePlace(_file.FullName) { ConnectionString = await server.CreateDatabaseAsync() };
        var (open, other) = (place.Opener(), place.Opener());
        await StoreSetup.MigrateAsync(place, open, TimeProvider.System, Cancelled);
        var message = StoreFile.Message();
        Assert.True(await new MessageStore(open).AddAsync([message, WorkRow.For(message, WorkKind.Send, _file.Clock.Now)], Cancelled));
        var hold = new OutgoingHold(open, new AlarmList(open, _file.Clock, NullLogger<AlarmList>.Instance), _file.Clock, NullLogger<OutgoingHold>.Instance);
        await hold.HoldAsync("the disk was lost.", Cancelled);
        Assert.Empty(await new WorkStore(other, _file.Clock).ClaimAsync("other", WorkKind.Send, 10, 10, TimeSpan.FromMinutes(1), Cancelled));
        Assert.True(await hold.ReleaseAsync("anna", Cancelled));
        Assert.Single(await new WorkStore(other, _file.Clock).ClaimAsync("other", WorkKind.Send, 10, 10, TimeSpan.FromMinutes(1), Cancelled));
    }

    [Fact]
    public async Task The_alarm_stands_as_long_as_the_hold_does()
    {
        await _hold.HoldAsync("the disk was lost.", Cancelled);
        await _hold.HoldAsync("another reason.", Cancelled);
        var alarm = Assert.Single(await _alarms.OpenAsync(Cancelled));
        Assert.Equal((AlarmKinds.OutgoingHeld, 1), (alarm.Kind, alarm.Count));
        Assert.Contains("the disk was lost.", alarm.Detail, StringComparison.Ordinal);

        Assert.True(await _alarms.CloseAsync(alarm.Id, Cancelled));
        await _hold.WatchAsync(Cancelled);
        Assert.Single(await _alarms.OpenAsync(Cancelled));

        _file.Clock.Now += TimeSpan.FromMinutes(1);
        await _hold.ReleaseAsync("anna", Cancelled);
        await _hold.WatchAsync(Cancelled);
        Assert.Empty(await _alarms.OpenAsync(Cancelled));
    }
}
