using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>
/// Turns entries that are not sealed yet into segments, per log, environment and participant (AP-5). An entry belongs to the segment
/// that sealed it: one that is committed late with a lower id comes into a later segment and is never left out.
/// </summary>
internal sealed partial class LogSealer(Func<NodeDb> open, LogSealKey key, AlarmList alarms, TimeProvider clock, ILogger<LogSealer> logger)
{
    /// <summary>How often it is to be done, by any one of the nodes.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(50);

    /// <summary>The most entries of a segment: what is in memory at a time.</summary>
    public const int Most = 1000;

    /// <summary>Seals all that is there; gives how many entries that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var seals = await key.OpenAsync(cancellationToken);
        return await RunAsync<EventLogRow>(seals, cancellationToken) + await RunAsync<SecurityLogRow>(seals, cancellationToken);
    }

    private async Task<int> RunAsync<T>(LogSeals seals, CancellationToken cancellationToken)
        where T : LogEntry
    {
        List<(string Environment, string Participant)> owners;
        await using (var db = open())
        {
            owners = (await db.Set<T>().Where(row => row.Segment == null).Select(row => new { row.Environment, row.Participant }).Distinct().ToListAsync(cancellationToken))
                .ConvertAll(row => (row.Environment, row.Participant));
        }

        var count = 0;
        foreach (var (environment, participant) in owners)
        {
            count += await SealOwnerAsync<T>(seals, environment, participant, cancellationToken);
        }

        return count;
    }

    // One chain that cannot be sealed stops no other.
    private async Task<int> SealOwnerAsync<T>(LogSeals seals, string environment, string participant, CancellationToken cancellationToken)
        where T : LogEntry
    {
        var count = 0;
        try
        {
            int done;
            do
            {
                done = await SealAsync<T>(seals, environment, participant, cancellationToken);
                count += done;
            }
            while (done == Most);
        }
        catch (BrokenChainException broken)
        {
            await TellAsync(LogNames.Of<T>(), environment, participant, broken.Message, cancellationToken);
        }
        catch (DbUpdateException e)
        {
            LogUnsealed(logger, LogNames.Of<T>(), environment, participant, e);
            await TellAsync(LogNames.Of<T>(), environment, participant, "Its entries could not be sealed; the node's log says why.", cancellationToken);
        }

        return count;
    }

    private Task TellAsync(string log, string environment, string participant, string detail, CancellationToken cancellationToken) => alarms.RaiseAsync(
        AlarmKinds.LogBroken, environment, $"{log} {participant}".TrimEnd(), detail, "Look at it with \"sdknode log check\", export the log, and find out who changed the database; docs/operations/logs.md.", cancellationToken);

    private async Task<int> SealAsync<T>(LogSeals seals, string environment, string participant, CancellationToken cancellationToken)
        where T : LogEntry
    {
        var log = LogNames.Of<T>();
        var count = 0;
        await StoreTransaction.RunAsync(open, async db =>
        {
            var entries = await db.Set<T>().Where(row => row.Environment == environment && row.Participant == participant && row.Segment == null)
                .OrderBy(row => row.Id).Take(Most).ToListAsync(cancellationToken);
            count = entries.Count;
            if (count == 0)
            {
                return false;
            }

            var chain = await db.LogChains.SingleOrDefaultAsync(row => row.Log == log && row.Environment == environment && row.Participant == participant, cancellationToken);
            await CheckAsync(db, seals, log, environment, participant, chain, cancellationToken);
            if (chain is null)
            {
                chain = new LogChainRow { Log = log, Environment = environment, Participant = participant, Oldest = 1, NewestDigest = LogSeals.None, Mac = [] };
                db.Add(chain);
            }

            var segment = Segment(seals, chain, entries);
            db.Add(segment);
            (chain.Newest, chain.NewestDigest) = (segment.Number, segment.Digest);
            chain.Mac = seals.Of(chain);
            return true;
        }, cancellationToken);
        return count;
    }

    // A chain that was tampered with is evidence: no new seal makes it look whole.
    private static async Task CheckAsync(NodeDb db, LogSeals seals, string log, string environment, string participant, LogChainRow? chain, CancellationToken cancellationToken)
    {
        var segments = db.LogSegments.AsNoTracking().Where(row => row.Log == log && row.Environment == environment && row.Participant == participant);
        if (chain is null)
        {
            if (await segments.AnyAsync(cancellationToken))
            {
                throw new BrokenChainException("There are sealed segments and no mark of the chain's ends.");
            }

            return;
        }

        if (!Same(seals.Of(chain), chain.Mac))
        {
            throw new BrokenChainException("The mark of the chain's first and last segment has been changed.");
        }

        if (chain.Newest >= chain.Oldest
            && (await segments.SingleOrDefaultAsync(row => row.Number == chain.Newest, cancellationToken) is not { } last || !Same(last.Digest, chain.NewestDigest) || !Same(seals.Of(last.Digest), last.Mac)))
        {
            throw new BrokenChainException($"Segment {chain.Newest}, with which the chain ends, is missing or has been changed.");
        }
    }

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private LogSegmentRow Segment<T>(LogSeals seals, LogChainRow chain, List<T> entries)
        where T : LogEntry
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < entries.Count; i++)
        {
            (entries[i].Segment, entries[i].Place) = (chain.Newest + 1, i + 1);
            var canonical = LogSeals.Canonical(entries[i]);
            entries[i].Seal = seals.Of(chain.Log, canonical);
            digest.AppendData(canonical);
        }

        var row = new LogSegmentRow
        {
            Log = chain.Log,
            Environment = chain.Environment,
            Participant = chain.Participant,
            Number = chain.Newest + 1,
            FirstEntry = entries[0].Id,
            LastEntry = entries[^1].Id,
            Count = entries.Count,
            NewestAt = entries.Max(entry => entry.At),
            SealedAt = clock.GetUtcNow(),
            Entries = digest.GetHashAndReset(),
            Previous = chain.NewestDigest,
            Digest = [],
            Mac = [],
        };
        row.Digest = LogSeals.Digest(row);
        row.Mac = seals.Of(row.Digest);
        return row;
    }

    [LoggerMessage(1911, LogLevel.Error, "The {Log} log of {Environment} {Participant} could not be sealed.")]
    private static partial void LogUnsealed(ILogger logger, string log, string environment, string participant, Exception exception);

    private sealed class BrokenChainException(string message) : Exception(message);
}
