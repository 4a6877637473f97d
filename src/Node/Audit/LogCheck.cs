using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>How one chain stands.</summary>
/// <param name="Log">Which log.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Participant">The participant; empty where there is none.</param>
/// <param name="Oldest">The oldest segment kept.</param>
/// <param name="Newest">The newest segment.</param>
/// <param name="SealedAt">When the newest was sealed; null: there is none.</param>
/// <param name="Unsealed">How many entries wait to be sealed.</param>
/// <param name="Faults">What is changed, missing or out of order, at most a hundred.</param>
internal sealed record LogChainState(string Log, string Environment, string Participant, long Oldest, long Newest, DateTimeOffset? SealedAt, int Unsealed, IReadOnlyList<string> Faults);

/// <summary>Checks chains, segments and entries against their seals (AP-5), a segment in memory at a time.</summary>
internal sealed class LogCheck(Func<NodeDb> open, LogSealKey key)
{
    private const int MostFaults = 100;
    private const int MostTries = 5;

    /// <summary>Checks all chains, or those of an environment and participant.</summary>
    public async Task<IReadOnlyList<LogChainState>> RunAsync(string? environment, string? participant, CancellationToken cancellationToken)
    {
        var seals = await key.OpenAsync(cancellationToken);
        return [.. await RunAsync<EventLogRow>(seals, environment, participant, cancellationToken), .. await RunAsync<SecurityLogRow>(seals, environment, participant, cancellationToken)];
    }

    private async Task<List<LogChainState>> RunAsync<T>(LogSeals seals, string? environment, string? participant, CancellationToken cancellationToken)
        where T : LogEntry
    {
        await using var db = open();
        var log = LogNames.Of<T>();

        // Entries and segments without a chain would be looked at by nobody.
        var owners = await db.LogChains.Where(row => row.Log == log).Select(row => new { row.Environment, row.Participant })
            .Union(db.LogSegments.Where(row => row.Log == log).Select(row => new { row.Environment, row.Participant }))
            .Union(db.Set<T>().Select(row => new { row.Environment, row.Participant }))
            .OrderBy(row => row.Environment).ThenBy(row => row.Participant).ToListAsync(cancellationToken);
        var states = new List<LogChainState>();
        foreach (var owner in owners.Where(row => (environment ?? row.Environment) == row.Environment && (participant ?? row.Participant) == row.Participant))
        {
            var state = await ChainAsync<T>(db, seals, owner.Environment, owner.Participant, cancellationToken);
            for (var tries = 1; tries < MostTries && state.Faults.Count > 0 && await HasMovedAsync(db, state, cancellationToken); tries++)
            {
                state = await ChainAsync<T>(db, seals, owner.Environment, owner.Participant, cancellationToken);
            }

            states.Add(state);
        }

        return states;
    }

    // The sealer and retention go on meanwhile.
    private static Task<bool> HasMovedAsync(NodeDb db, LogChainState state, CancellationToken cancellationToken) => db.LogChains.AnyAsync(
        row => row.Log == state.Log && row.Environment == state.Environment && row.Participant == state.Participant && (row.Oldest != state.Oldest || row.Newest != state.Newest), cancellationToken);

    private static async Task<LogChainState> ChainAsync<T>(NodeDb db, LogSeals seals, string environment, string participant, CancellationToken cancellationToken)
        where T : LogEntry
    {
        var log = LogNames.Of<T>();
        var entries = db.Set<T>().AsNoTracking().Where(row => row.Environment == environment && row.Participant == participant);
        var segments = db.LogSegments.AsNoTracking().Where(row => row.Log == log && row.Environment == environment && row.Participant == participant);
        var chain = await db.LogChains.AsNoTracking().SingleOrDefaultAsync(row => row.Log == log && row.Environment == environment && row.Participant == participant, cancellationToken);
        var unsealed = await entries.CountAsync(row => row.Segment == null, cancellationToken);
        var (oldest, newest) = (chain?.Oldest ?? 1, chain?.Newest ?? 0);
        var faults = new List<string>();
        var strays = await segments.Where(row => row.Number < oldest || row.Number > newest).OrderBy(row => row.Number).Select(row => row.Number).Take(MostFaults).ToListAsync(cancellationToken);
        faults.AddRange(strays.Select(number => $"segment {number} is beyond the ends that the chain's mark names"));
        if (chain is not null && !Same(seals.Of(chain), chain.Mac))
        {
            faults.Add("the mark of the chain's first and last segment has been changed");
        }

        byte[]? previous = oldest == 1 ? LogSeals.None : null;
        DateTimeOffset? sealedAt = null;
        var next = oldest;
        var numbers = new List<long>();
        await foreach (var segment in segments.Where(row => row.Number >= oldest && row.Number <= newest).OrderBy(row => row.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Missing(faults, next, segment.Number - 1);
            if (!Same(LogSeals.Digest(segment), segment.Digest) || !Same(seals.Of(segment.Digest), segment.Mac))
            {
                faults.Add($"segment {segment.Number} has been changed");
            }
            else if (next == segment.Number && previous is not null && !Same(previous, segment.Previous))
            {
                faults.Add($"segment {segment.Number} does not follow the segment before it");
            }

            numbers.Add(segment.Number);
            (next, previous, sealedAt) = (segment.Number + 1, segment.Digest, segment.SealedAt);
        }

        Missing(faults, next, newest);
        if (next == newest + 1 && newest >= oldest && chain is not null && !Same(chain.NewestDigest, previous ?? []))
        {
            faults.Add($"segment {newest} is not the one that the chain ends with");
        }

        foreach (var number in numbers.TakeWhile(_ => faults.Count < MostFaults))
        {
            await EntriesAsync(entries, segments, seals, number, faults, cancellationToken);
        }

        var strangers = await entries.Where(row => row.Segment < oldest || row.Segment > newest).OrderBy(row => row.Id).Select(row => row.Id).Take(MostFaults).ToListAsync(cancellationToken);
        faults.AddRange(strangers.Select(id => $"entry {id} says it is sealed by a segment that the chain does not have"));
        return new LogChainState(log, environment, participant, oldest, newest, sealedAt, unsealed, [.. faults.Take(MostFaults)]);
    }

    private static void Missing(List<string> faults, long from, long to)
    {
        if (from <= to && faults.Count < MostFaults)
        {
            faults.Add(from == to ? $"segment {from} is missing" : $"segments {from} to {to} are missing");
        }
    }

    private static async Task EntriesAsync<T>(IQueryable<T> entries, IQueryable<LogSegmentRow> segments, LogSeals seals, long number, List<string> faults, CancellationToken cancellationToken)
        where T : LogEntry
    {
        var before = faults.Count;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = await segments.Where(row => row.Number == number).Select(row => (int?)row.Count).SingleOrDefaultAsync(cancellationToken);
        var next = 1;
        await foreach (var entry in entries.Where(row => row.Segment == number).OrderBy(row => row.Place).ThenBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var canonical = LogSeals.Canonical(entry);
            digest.AppendData(canonical);
            for (; next < entry.Place && faults.Count < MostFaults; next++)
            {
                faults.Add($"the entry at place {next} of segment {number} is missing");
            }

            if (!Same(seals.Of(LogNames.Of<T>(), canonical), entry.Seal ?? []))
            {
                faults.Add($"entry {entry.Id} at place {entry.Place} of segment {number} has been changed, moved or added");
            }

            next = Math.Max(next, (entry.Place ?? 0) + 1);
            if (faults.Count >= MostFaults)
            {
                return;
            }
        }

        for (; next <= count && faults.Count < MostFaults; next++)
        {
            faults.Add($"the entry at place {next} of segment {number} is missing");
        }

        var stored = await segments.Where(row => row.Number == number).Select(row => row.Entries).SingleOrDefaultAsync(cancellationToken);
        if (faults.Count == before && stored is not null && !Same(digest.GetHashAndReset(), stored))
        {
            faults.Add($"the entries of segment {number} are not those that it sealed");
        }
    }

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
