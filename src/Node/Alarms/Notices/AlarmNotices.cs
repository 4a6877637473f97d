using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SdkNode.Adapters;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Alarms.Notices;

/// <summary>
/// Tells administrators of alarms without their asking: each alarm once when it is raised and once when it is over, on every channel that
/// the settings name. A node that stops between the telling and its record tells again; nothing is left untold.
/// </summary>
internal sealed class AlarmNotices(IReadOnlyList<IAlarmChannel> channels, Func<NodeDb> open, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How often it is to be looked, by any one of the nodes.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>What one digest holds at most; the rest comes in the next.</summary>
    private const int MostAtOnce = 200;

    /// <summary>What was over before that is told to nobody any more.</summary>
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(2);

    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    // Of this node: a server that refuses is not asked every half minute, which may lock an account.
    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Next)> _failing = [];

    /// <summary>Tells what is to be told.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var channel in channels)
        {
            var now = clock.GetUtcNow();
            if (_failing.TryGetValue(channel.Name, out var failing) && now < failing.Next || await RestsAsync(channel, now, cancellationToken))
            {
                continue;
            }

            var due = await DueAsync(channel, now, cancellationToken);
            if (due.Count > 0)
            {
                await TellAsync(channel, due, cancellationToken);
            }
        }
    }

    /// <summary>Sends a trial on every channel, at once; what became of each.</summary>
    public async Task<IReadOnlyList<NoticeTrial>> TryAsync(CancellationToken cancellationToken)
    {
        var trials = new List<NoticeTrial>();
        foreach (var channel in channels)
        {
            trials.Add(await channel.SendAsync(AlarmDigest.Trial(), cancellationToken) switch
            {
                DeliveryOutcome.TryAgain failed => new(channel.Name, Sent: false, failed.Detail, failed.Remedy),
                DeliveryOutcome.Delivered done => new(channel.Name, Sent: true, done.Detail, null),
                _ => throw new InvalidOperationException("An outcome that nobody knows."),
            });
        }

        return trials;
    }

    private async Task TellAsync(IAlarmChannel channel, List<AlarmRow> due, CancellationToken cancellationToken)
    {
        await using var db = open();
        var ids = due.ConvertAll(alarm => alarm.Id);
        var told = await db.AlarmNotices.Where(row => row.Channel == channel.Name && ids.Contains(row.AlarmId)).ToDictionaryAsync(row => row.AlarmId, cancellationToken);
        var stillOpen = await db.Alarms.CountAsync(row => row.ClosedAt == DateTimeOffset.MaxValue, cancellationToken);
        var raised = due.Where(alarm => !told.ContainsKey(alarm.Id)).ToList();
        var digest = new AlarmDigest(Guid.NewGuid(), raised, [.. due.Where(alarm => told.ContainsKey(alarm.Id))], Math.Max(0, stillOpen - raised.Count(alarm => alarm.ClosedAt == DateTimeOffset.MaxValue)));
        if (await channel.SendAsync(digest, cancellationToken) is DeliveryOutcome.TryAgain failed)
        {
            await FailedAsync(channel, failed, cancellationToken);
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var alarm in due)
        {
            if (!told.TryGetValue(alarm.Id, out var row))
            {
                row = new AlarmNoticeRow { AlarmId = alarm.Id, Channel = channel.Name };
                db.AlarmNotices.Add(row);
            }

            (row.ToldClosed, row.ToldAt) = (alarm.ClosedAt != DateTimeOffset.MaxValue, now);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        _failing.TryRemove(channel.Name, out _);
        await alarms.ClearAsync(AlarmKinds.NoticeFailing, AlarmList.AllEnvironments, channel.Name, cancellationToken);
    }

    private async Task FailedAsync(IAlarmChannel channel, DeliveryOutcome.TryAgain failed, CancellationToken cancellationToken)
    {
        var failures = _failing.TryGetValue(channel.Name, out var before) ? before.Failures + 1 : 1;
        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, failures - 1), s_longestWait.TotalMinutes));
        _failing[channel.Name] = (failures, clock.GetUtcNow() + wait);
        await alarms.RaiseAsync(AlarmKinds.NoticeFailing, AlarmList.AllEnvironments, channel.Name, failed.Detail, failed.Remedy, cancellationToken);
    }

    private async Task<bool> RestsAsync(IAlarmChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (channel.Every == TimeSpan.Zero)
        {
            return false;
        }

        // A time of the future is no reason to rest: a clock has been set back.
        await using var db = open();
        var since = now - channel.Every;
        return await db.AlarmNotices.AnyAsync(row => row.Channel == channel.Name && row.ToldAt > since && row.ToldAt <= now, cancellationToken);
    }

    private async Task<List<AlarmRow>> DueAsync(IAlarmChannel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - s_oldest;
        await using var db = open();
        return await db.Alarms.AsNoTracking()
            .Where(alarm => alarm.ClosedAt > since
                && !db.AlarmNotices.Any(told => told.AlarmId == alarm.Id && told.Channel == channel.Name && (told.ToldClosed || alarm.ClosedAt == DateTimeOffset.MaxValue)))
            .OrderBy(alarm => alarm.Id).Take(MostAtOnce).ToListAsync(cancellationToken);
    }
}

/// <summary>What became of a trial notice.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Sent">Whether it was taken.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Remedy">What to do where it was not.</param>
internal sealed record NoticeTrial(string Channel, bool Sent, string Detail, string? Remedy);
