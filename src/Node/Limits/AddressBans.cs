using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace SdkNode.Node.Limits;

/// <summary>
/// Shuts an address out for a while from which nothing comes but what is refused: certificates that nobody trusts, tokens that are none.
/// An address from which something good came within the last hour is never shut out: behind a proxy many share one.
/// </summary>
/// <param name="refusals">How many refusals within five minutes; 0: never.</param>
/// <param name="time">For how long.</param>
/// <param name="setting">The setting that says so.</param>
/// <param name="clock">The time.</param>
internal sealed class AddressBans(int refusals, TimeSpan time, string setting, TimeProvider clock)
{
    // Addresses cost an attacker nothing: beyond so many, new ones are not remembered, and the limits of connections hold alone.
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_goodFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<IPAddress, Seen> _seen = new();

    /// <summary>Why the address is shut out; null when it is not.</summary>
    public Denial? Judge(IPAddress? address) =>
        address is not null && _seen.TryGetValue(Networks.Of(address), out var seen) && seen.BannedUntil - clock.GetUtcNow() is { } left && left > TimeSpan.Zero
            ? new("banned", string.Create(CultureInfo.InvariantCulture, $"It is shut out for {left.TotalMinutes:0.#} more minutes: it was refused {refusals} times within five minutes, and nothing good came from it within an hour."), setting, left)
            : null;

    /// <summary>Something of the address was refused.</summary>
    public void Refused(IPAddress? address)
    {
        if (address is null || refusals == 0 || Find(Networks.Of(address)) is not { } seen)
        {
            return;
        }

        lock (seen)
        {
            var now = clock.GetUtcNow();
            if (now - seen.RefusedSince > s_window || now < seen.RefusedSince)
            {
                (seen.Refusals, seen.RefusedSince) = (0, now);
            }

            if (++seen.Refusals >= refusals && now - seen.GoodAt > s_goodFor)
            {
                (seen.Refusals, seen.BannedUntil) = (0, now + time);
            }
        }
    }

    /// <summary>Something of the address was good.</summary>
    public void Accepted(IPAddress? address)
    {
        if (address is not null && refusals != 0 && Find(Networks.Of(address)) is { } seen)
        {
            lock (seen)
            {
                seen.GoodAt = clock.GetUtcNow();
            }
        }
    }

    private Seen? Find(IPAddress network)
    {
        if (_seen.TryGetValue(network, out var seen))
        {
            return seen;
        }

        if (_seen.Count >= MostRemembered)
        {
            var now = clock.GetUtcNow();
            foreach (var (old, entry) in _seen)
            {
                if (entry.BannedUntil < now && now - entry.RefusedSince > s_window && now - entry.GoodAt > s_goodFor)
                {
                    _seen.TryRemove(old, out _);
                }
            }
        }

        return _seen.Count < MostRemembered ? _seen.GetOrAdd(network, _ => new Seen()) : null;
    }

    private sealed class Seen
    {
        public int Refusals { get; set; }

        public DateTimeOffset RefusedSince { get; set; }

        public DateTimeOffset GoodAt { get; set; }

        public DateTimeOffset BannedUntil { get; set; }
    }
}
