using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SdkNode.Node.Alarms;
using SdkNode.Node.Limits;
using SdkNode.Node.Tests.Store;

namespace SdkNode.Node.Tests.Limits;

/// <summary>What is limited before anybody has shown who it is, and what administrators hear of it.</summary>
public sealed class AddressTests
{
    private static readonly IPAddress s_one = IPAddress.Parse("192.0.2.1");

    private readonly SteppedClock _clock = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void An_address_from_which_only_refused_things_come_is_shut_out_for_a_while()
    {
        var bans = Bans();
        Refuse(bans, s_one, 3);
        Assert.Equal(("banned", "X", 900), (bans.Judge(s_one)!.Reason, bans.Judge(s_one)!.Setting, bans.Judge(s_one)!.Seconds));
        Assert.Null(bans.Judge(IPAddress.Parse("192.0.2.2")));
        Assert.NotNull(bans.Judge(IPAddress.Parse("::ffff:192.0.2.1")));
        _clock.Pass(TimeSpan.FromMinutes(15));
        Assert.Null(bans.Judge(s_one));
    }

    [Fact]
    public void An_address_that_others_share_is_not()
    {
        var bans = Bans();
        bans.Accepted(s_one);
        Refuse(bans, s_one, 100);
        Assert.Null(bans.Judge(s_one));
        _clock.Pass(TimeSpan.FromMinutes(61));
        Refuse(bans, s_one, 3);
        Assert.NotNull(bans.Judge(s_one));
    }

    [Fact]
    public void Whoever_has_one_address_of_IPv6_has_them_all()
    {
        var bans = Bans();
        Refuse(bans, IPAddress.Parse("2001:db8::1"), 1);
        Refuse(bans, IPAddress.Parse("2001:db8::2"), 1);
        Refuse(bans, IPAddress.Parse("2001:db8::3:4"), 1);
        Assert.NotNull(bans.Judge(IPAddress.Parse("2001:db8::5")));
        Assert.Null(bans.Judge(IPAddress.Parse("2001:db8:0:1::5")));
    }

    [Fact]
    public void What_is_remembered_has_an_end_however_many_addresses_there_are()
    {
        var bans = Bans();
        for (var i = 0; i < 12_000; i++)
        {
            bans.Refused(new IPAddress(0x0a000000 + i));
        }

        Refuse(bans, s_one, 3);
        Assert.Null(bans.Judge(s_one));
        _clock.Pass(TimeSpan.FromHours(2));
        Refuse(bans, s_one, 3);
        Assert.NotNull(bans.Judge(s_one));
    }

    [Fact]
    public void Connections_are_limited_in_all_and_for_each_address()
    {
        var gate = new ConnectionGate(3, 2, ("A", "P"));
        var first = gate.TryEnter(s_one, out _);
        using var second = gate.TryEnter(s_one, out _);
        Assert.Null(gate.TryEnter(s_one, out var denial));
        Assert.Equal(("connections-of-address", "P"), (denial!.Reason, denial.Setting));
        using var other = gate.TryEnter(IPAddress.Loopback, out _);
        Assert.Null(gate.TryEnter(IPAddress.IPv6Loopback, out denial));
        Assert.Equal(("connections", "A"), (denial!.Reason, denial.Setting));
        first!.Dispose();
        using var again = gate.TryEnter(s_one, out _);
        Assert.NotNull(again);
    }

    [Fact]
    public void Connections_of_a_whole_network_of_IPv6_are_those_of_one_address()
    {
        var gate = new ConnectionGate(0, 2, ("A", "P"));
        using var first = gate.TryEnter(IPAddress.Parse("2001:db8::1"), out _);
        using var second = gate.TryEnter(IPAddress.Parse("2001:db8::2"), out _);
        Assert.Null(gate.TryEnter(IPAddress.Parse("2001:db8::3:4"), out var denial));
        Assert.Equal("connections-of-address", denial!.Reason);
        using var other = gate.TryEnter(IPAddress.Parse("2001:db8:0:1::1"), out _);
        Assert.NotNull(other);
    }

    [Fact]
    public async Task Who_is_turned_away_is_an_alarm_once_a_minute_until_it_has_stopped_for_ten()
    {
        using var file = await StoreFile.MakeAsync();
        var alarms = new AlarmList(file.Open, _clock, NullLogger<AlarmList>.Instance);
        var watch = new LimitWatch(alarms, _clock, NullLogger<LimitWatch>.Instance);
        var denial = new Denial("requests", "It has made more than 60 requests a minute.", "Limits:PartnerRequestsPerMinute", TimeSpan.FromSeconds(1));
        for (var i = 0; i < 130; i++)
        {
            await watch.MetAsync("qa", "AP0002", denial);
            _clock.Pass(TimeSpan.FromSeconds(1));
        }

        var alarm = Assert.Single(await alarms.OpenAsync(Cancelled));
        Assert.Equal(("qa", "AP0002", denial.Detail, 3), (alarm.Environment, alarm.Subject, alarm.Detail, alarm.Count));
        Assert.Contains(denial.Setting, alarm.Remedy, StringComparison.Ordinal);
        await watch.CloseAsync(Cancelled);
        Assert.Single(await alarms.OpenAsync(Cancelled));
        _clock.Pass(TimeSpan.FromMinutes(11));
        await watch.CloseAsync(Cancelled);
        Assert.Empty(await alarms.OpenAsync(Cancelled));
    }

    [Fact]
    public async Task Alarms_of_before_the_start_are_closed_by_it_and_none_of_after_it()
    {
        using var file = await StoreFile.MakeAsync();
        var alarms = new AlarmList(file.Open, _clock, NullLogger<AlarmList>.Instance);
        await alarms.RaiseAsync(AlarmKinds.LimitReached, "qa", "of before the start", "", "", Cancelled);
        var watch = new LimitWatch(alarms, _clock, NullLogger<LimitWatch>.Instance);
        await watch.ForgetAsync(Cancelled);
        Assert.Empty(await alarms.OpenAsync(Cancelled));
        await watch.MetAsync("qa", "AP0002", new Denial("requests", "", "Limits:PartnerRequestsPerMinute", TimeSpan.FromSeconds(1)));
        await watch.CloseAsync(Cancelled);
        Assert.Equal("AP0002", Assert.Single(await alarms.OpenAsync(Cancelled)).Subject);
    }

    private AddressBans Bans() => new(3, TimeSpan.FromMinutes(15), "X", _clock);

    private static void Refuse(AddressBans bans, IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bans.Refused(address);
        }
    }
}
