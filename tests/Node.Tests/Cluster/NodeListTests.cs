using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Cluster;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Store;

namespace SdkNode.Node.Tests.Cluster;

/// <summary>Who is there, who is missed, and who is not.</summary>
public sealed class NodeListTests : IAsyncLifetime
{
    private StoreFile _file = null!;
    private AlarmList _alarms = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private NodeList Nodes => new(_file.Open, _file.Clock);

    public async ValueTask InitializeAsync()
    {
        _file = await StoreFile.MakeAsync();
        _alarms = new AlarmList(_file.Open, _file.Clock, NullLogger<AlarmList>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_node_that_gives_no_sign_for_a_minute_is_missed_once_until_it_is_back()
    {
        using var one = Make("one");
        using var two = Make("two");
        await one.BeatAsync();
        await two.BeatAsync();
        _file.Clock.Now += TimeSpan.FromSeconds(59);
        await two.BeatAsync();
        Assert.Empty(await _alarms.OpenAsync(Cancelled));

        _file.Clock.Now += TimeSpan.FromSeconds(1);
        await two.BeatAsync();
        await two.BeatAsync();
        var alarm = Assert.Single(await _alarms.OpenAsync(Cancelled));
        Assert.Equal((AlarmKinds.NodeSilent, one.Row.Id.ToString("N"), 2), (alarm.Kind, alarm.Subject, alarm.Count));
        Assert.Equal([true, false], (await Nodes.ListAsync(Cancelled)).Select(node => node.IsSilent));

        await one.BeatAsync();
        Assert.Empty(await _alarms.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task A_node_that_stops_as_it_should_is_not_missed()
    {
        using var one = Make("one");
        using var two = Make("two");
        await one.BeatAsync();
        await one.Presence.StopAsync(Cancelled);
        _file.Clock.Now += TimeSpan.FromHours(1);
        await two.BeatAsync();

        Assert.Empty(await _alarms.OpenAsync(Cancelled));
        Assert.Equal("two", Assert.Single(await Nodes.ListAsync(Cancelled)).Row.Name);
    }

    [Fact]
    public async Task A_node_is_forgotten_a_day_after_it_was_last_seen_and_a_node_alone_on_its_database_forgets_others_at_once()
    {
        using var one = Make("one");
        using var two = Make("two");
        using var alone = Make("alone", isShared: false);
        await one.BeatAsync();
        _file.Clock.Now += TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);
        await two.BeatAsync();
        Assert.Equal(2, (await Nodes.ListAsync(Cancelled)).Count);

        _file.Clock.Now += TimeSpan.FromSeconds(1);
        await two.BeatAsync();
        Assert.Equal("two", Assert.Single(await Nodes.ListAsync(Cancelled)).Row.Name);

        await alone.BeatAsync();
        Assert.Equal("alone", Assert.Single(await Nodes.ListAsync(Cancelled)).Row.Name);
    }

    [Fact]
    public async Task The_list_says_what_each_node_holds()
    {
        using var one = Make("one");
        using var two = Make("two");
        await one.BeatAsync();
        await two.BeatAsync();
        await _file.AddDueAsync();
        await _file.AddDueAsync();
        await _file.ClaimAsync(one.Row.Id.ToString("N"), 2);

        var list = await Nodes.ListAsync(Cancelled);
        Assert.Equal([2, 0], list.Select(node => node.Work.GetValueOrDefault(WorkKind.Send)));

        // A lease that has run out holds nothing.
        _file.Clock.Now += TimeSpan.FromMinutes(16);
        Assert.All(await Nodes.ListAsync(Cancelled), node => Assert.Empty(node.Work));
    }

    private PresentNode Make(string name, bool isShared = true)
    {
        var store = OpenedStore.Of(_file.Open, null!, null!, _file.Clock) with { Node = Guid.NewGuid() };
        var place = new StorePlace(_file.FullName) { ConnectionString = isShared ? "Host=nowhere" : null };
        return new PresentNode(new Presence(store, new NodeSetup(_file.FullName, []) { Keys = new KeyRing(TimeProvider.System), Name = name, Store = place }, Nodes, _alarms, _file.Clock, NullLogger<Presence>.Instance));
    }

    private sealed class PresentNode(Presence presence) : IDisposable
    {
        public Presence Presence => presence;

        public NodeRow Row { get; } = presence.Self();

        public Task BeatAsync() => presence.BeatAsync(Row, Cancelled);

        public void Dispose() => presence.Dispose();
    }
}
