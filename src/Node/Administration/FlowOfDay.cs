using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>How many messages went through the node in an hour.</summary>
/// <param name="Begins">When the hour begins, as clocks in Sweden have it.</param>
/// <param name="Sent">Messages that were handed in to be sent.</param>
/// <param name="Arrived">Messages that arrived.</param>
/// <param name="Failed">Of both, those that have failed.</param>
internal sealed record FlowHour(DateTimeOffset Begins, int Sent, int Arrived, int Failed);

/// <summary>The flow of the last 24 hours. Ids begin with the time, so that the primary key finds them.</summary>
internal sealed class FlowOfDay(Func<NodeDb> open, TimeProvider clock)
{
    private const int Hours = 24;

    // A busy node has many rows of a day, and several people look.
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(30);

    private volatile Kept? _last;

    /// <summary>The hours, oldest first; message receipts are not counted.</summary>
    public async Task<IReadOnlyList<FlowHour>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_last is { } last && now - last.At < s_kept)
        {
            return last.Hours;
        }

        var first = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddHours(1 - Hours);
        var oldest = Guid.CreateVersion7(first);
        var (sent, arrived, failed) = (new int[Hours], new int[Hours], new int[Hours]);
        await using var db = open();
        var rows = db.Messages.AsNoTracking().Where(row => row.Id.CompareTo(oldest) >= 0 && row.Kind == MessageKind.Message && row.CreatedAt >= first).Select(row => new { row.CreatedAt, row.Direction, row.Status });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var hour = Math.Min((int)((row.CreatedAt - first).Ticks / TimeSpan.TicksPerHour), Hours - 1);
            (row.Direction == Direction.Outgoing ? sent : arrived)[hour]++;
            failed[hour] += row.Status == MessageStatus.MessageExchangeError ? 1 : 0;
        }

        IReadOnlyList<FlowHour> hours = [.. Enumerable.Range(0, Hours).Select(hour => new FlowHour(TimeZoneInfo.ConvertTime(first.AddHours(hour), SwedishTime.Zone), sent[hour], arrived[hour], failed[hour]))];
        _last = new Kept(now, hours);
        return hours;
    }

    private sealed record Kept(DateTimeOffset At, IReadOnlyList<FlowHour> Hours);
}
