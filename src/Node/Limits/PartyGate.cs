using System.Collections.Concurrent;
using System.Globalization;

namespace SdkNode.Node.Limits;

/// <summary>
/// Lets each party have its share and no more, so that none can starve another. A party is somebody who has shown who it is, by a trusted
/// certificate or a valid token: there are only so many.
/// </summary>
internal sealed class PartyGate(PartyLimits limits, TimeProvider clock)
{
    private const int MostRemembered = 2_000;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Party> _parties = new(StringComparer.Ordinal);

    /// <summary>Lets a request in, to be disposed of at its end; or says why not.</summary>
    public PartyEntry? TryEnter(string name, out Denial? denial)
    {
        Forget();
        var party = _parties.GetOrAdd(name, _ => new Party(limits, clock));
        lock (party)
        {
            denial = Judge(party);
            if (denial is not null)
            {
                return null;
            }

            party.Requests.Charge(1);
            party.Running++;
            party.SeenAt = clock.GetUtcNow();
            return new PartyEntry(party.Bytes, () => Leave(party), () => Refused(party));
        }
    }

    private Denial? Judge(Party party)
    {
        if (party.BannedUntil - clock.GetUtcNow() is { } left && left > TimeSpan.Zero)
        {
            return new("banned", string.Create(CultureInfo.InvariantCulture, $"It is shut out for {left.TotalMinutes:0.#} more minutes: {limits.BanRefusals} of its messages were refused within five minutes."), limits.Names.Ban, left);
        }

        if (limits.Concurrent > 0 && party.Running >= limits.Concurrent)
        {
            return new("concurrent", $"It has {party.Running} requests at the same time, as many as it may.", limits.Names.Concurrent, TimeSpan.FromSeconds(5));
        }

        return party.Requests.Wait() is { } wait && wait > TimeSpan.Zero ? new("requests", $"It has made more than {limits.RequestsPerMinute:N0} requests a minute.", limits.Names.Requests, wait)
            : party.Bytes.Wait() is { } rest && rest > TimeSpan.Zero ? new("bytes", $"It has sent more than {limits.BytesPerMinute:N0} octets a minute.", limits.Names.Bytes, rest)
            : null;
    }

    private static void Leave(Party party)
    {
        lock (party)
        {
            party.Running--;
        }
    }

    private void Refused(Party party)
    {
        if (limits.BanRefusals == 0)
        {
            return;
        }

        lock (party)
        {
            var now = clock.GetUtcNow();
            if (now - party.RefusedSince > s_window || now < party.RefusedSince)
            {
                (party.Refusals, party.RefusedSince) = (0, now);
            }

            if (++party.Refusals >= limits.BanRefusals)
            {
                (party.Refusals, party.BannedUntil) = (0, now + limits.BanTime);
            }
        }
    }

    private void Forget()
    {
        if (_parties.Count < MostRemembered)
        {
            return;
        }

        var old = clock.GetUtcNow() - TimeSpan.FromHours(1);
        foreach (var (name, party) in _parties)
        {
            if (party.Running == 0 && party.SeenAt < old && party.BannedUntil < old)
            {
                _parties.TryRemove(name, out _);
            }
        }
    }

    private sealed class Party(PartyLimits limits, TimeProvider clock)
    {
        public Budget Requests { get; } = new(limits.RequestsPerMinute, clock);

        public Budget Bytes { get; } = new(limits.BytesPerMinute, clock);

        public int Running { get; set; }

        public int Refusals { get; set; }

        public DateTimeOffset RefusedSince { get; set; }

        public DateTimeOffset BannedUntil { get; set; }

        public DateTimeOffset SeenAt { get; set; } = clock.GetUtcNow();
    }
}

/// <summary>A request that was let in.</summary>
internal sealed class PartyEntry(Budget bytes, Action leave, Action refused) : IDisposable
{
    private int _left;

    /// <summary>The request's body, whose octets are charged as they are read.</summary>
    public Stream Count(Stream body) => new CountedStream(body, bytes);

    /// <summary>It makes the node write so many octets more than it has sent.</summary>
    public void Charge(long octets) => bytes.Charge(octets);

    /// <summary>What it brought was refused, and by its own fault.</summary>
    public void Refused() => refused();

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            leave();
        }
    }
}
