using SdkNode.Node.Limits;

namespace SdkNode.Node.Tests.Limits;

public sealed class PartyGateTests
{
    private readonly SteppedClock _clock = new();

    [Fact]
    public void One_party_has_its_share_of_simultaneous_requests_and_takes_none_of_anothers()
    {
        var gate = Gate(concurrent: 2);
        using var first = gate.TryEnter("a", out _);
        using var second = gate.TryEnter("a", out _);
        Assert.Null(gate.TryEnter("a", out var denial));
        Assert.Equal(("concurrent", "C"), (denial!.Reason, denial.Setting));
        using var other = gate.TryEnter("b", out _);
        Assert.NotNull(other);
        second!.Dispose();
        second.Dispose();
        using var third = gate.TryEnter("a", out _);
        Assert.NotNull(third);
        Assert.Null(gate.TryEnter("a", out _));
    }

    [Fact]
    public void A_minutes_worth_of_requests_may_be_made_at_once_and_comes_back_evenly()
    {
        var gate = Gate(requests: 60);
        Assert.Equal(60, Enter(gate, "a", 100));
        gate.TryEnter("a", out var denial);
        Assert.Equal(("requests", "R", 1), (denial!.Reason, denial.Setting, denial.Seconds));
        _clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(10, Enter(gate, "a", 100));
        Assert.Equal(60, Enter(gate, "b", 100));
        _clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(60, Enter(gate, "a", 100));
    }

    [Fact]
    public async Task Octets_are_charged_as_they_are_read_and_what_is_owed_is_waited_for()
    {
        var gate = Gate(bytes: 6_000);
        using (var entry = gate.TryEnter("a", out _))
        {
            using var body = entry!.Count(new MemoryStream(new byte[9_000]));
            Assert.Equal(9_000, await ReadAsync(body));
        }

        Assert.Null(gate.TryEnter("a", out var denial));
        Assert.Equal(("bytes", "B", 31), (denial!.Reason, denial.Setting, denial.Seconds));
        _clock.Pass(TimeSpan.FromSeconds(29));
        Assert.Null(gate.TryEnter("a", out _));
        _clock.Pass(TimeSpan.FromSeconds(2));
        Assert.NotNull(gate.TryEnter("a", out _));
    }

    [Fact]
    public async Task However_much_was_sent_nobody_is_shut_out_for_more_than_a_minute()
    {
        var gate = Gate(bytes: 100);
        using (var entry = gate.TryEnter("a", out _))
        {
            using var body = entry!.Count(new MemoryStream(new byte[1_000_000]));
            await ReadAsync(body);
        }

        _clock.Pass(TimeSpan.FromSeconds(61));
        Assert.NotNull(gate.TryEnter("a", out _));
    }

    [Fact]
    public void Whose_messages_are_refused_again_and_again_is_shut_out_for_a_while()
    {
        var gate = Gate(ban: 3);
        Refuse(gate, "a", 2);
        _clock.Pass(TimeSpan.FromMinutes(6));
        Refuse(gate, "a", 2);
        Assert.Equal(1, Enter(gate, "a", 1));
        Refuse(gate, "a", 1);
        Assert.Null(gate.TryEnter("a", out var denial));
        Assert.Equal(("banned", "X", 900), (denial!.Reason, denial.Setting, denial.Seconds));
        Assert.Equal(1, Enter(gate, "b", 1));
        _clock.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(1, Enter(gate, "a", 1));
    }

    [Fact]
    public void A_limit_of_0_is_none()
    {
        var gate = Gate();
        Refuse(gate, "a", 1_000);
        Assert.Equal(10_000, Enter(gate, "a", 10_000));
    }

    private PartyGate Gate(int concurrent = 0, int requests = 0, long bytes = 0, int ban = 0) =>
        new(new PartyLimits(concurrent, requests, bytes, ban, TimeSpan.FromMinutes(15), new PartySettings("C", "R", "B", "X")), _clock);

    private static int Enter(PartyGate gate, string party, int times) => Enumerable.Range(0, times).Count(_ =>
    {
        using var entry = gate.TryEnter(party, out var denial);
        Assert.Equal(entry is null, denial is not null);
        return entry is not null;
    });

    private static void Refuse(PartyGate gate, string party, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var entry = gate.TryEnter(party, out _);
            entry!.Refused();
        }
    }

    private static async Task<int> ReadAsync(Stream body)
    {
        using var read = new MemoryStream();
        await body.CopyToAsync(read, TestContext.Current.CancellationToken);
        return (int)read.Length;
    }
}
