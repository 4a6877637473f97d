using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Health;
using SdkNode.Node.Store;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Telemetry;

/// <summary>How the node stands, as gauges: read from the store now and then, so that a scrape costs nothing and is never late.</summary>
internal sealed class NodeGauges : IDisposable
{
    /// <summary>How often they are read.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private const string WorkName = "sdknode.work.waiting";
    private const string OldestName = "sdknode.work.oldest";
    private const string AlarmsName = "sdknode.alarms.open";
    private const string CertificatesName = "sdknode.certificate.left";
    private const string RoomName = "sdknode.storage.free";
    private const string ReadyName = "sdknode.ready";

    private readonly NodeSetup _setup;
    private readonly Readiness _readiness;
    private readonly StorageRoom _room;
    private readonly Func<NodeDb> _open;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = new(NodeMeter.Name);
    private volatile Readings _last = new();

    /// <summary>Offers the gauges, where anybody watches.</summary>
    public NodeGauges(NodeSetup setup, Readiness readiness, StorageRoom room, Func<NodeDb> open, TimeProvider clock)
    {
        (_setup, _readiness, _room, _open, _clock) = (setup, readiness, room, open, clock);
        if (setup.Telemetry.IsOff)
        {
            return;
        }

        _meter.CreateObservableGauge(WorkName, () => _last.Work, "{work}", "Work that is stored, by kind and state: due, running, later, set-aside.");
        _meter.CreateObservableGauge(OldestName, () => _last.Oldest, "s", "How long the oldest work of a kind has been due and waits for a place.");
        _meter.CreateObservableGauge(AlarmsName, () => _last.Alarms, "{alarm}", "Open alarms, by kind; the kinds that have none are 0.");
        _meter.CreateObservableGauge(CertificatesName, Certificates, "s", "How long the certificate of ours that counts now for a purpose is still valid.");
        _meter.CreateObservableGauge(RoomName, () => _room.Free() is { } free ? [new(free)] : Array.Empty<Measurement<long>>(), "By", "Free room on the fuller of the disks of data and content.");
        _meter.CreateObservableGauge(ReadyName, () => _last.Ready, null, "Whether the node should be given work, by check: 1 or 0.");
    }

    /// <summary>Reads them. A store that cannot be read leaves what it knows; the check of it says so.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_setup.Telemetry.IsOff)
        {
            return;
        }

        var ready = (await _readiness.CheckAsync(cancellationToken)).Select(check => new Measurement<int>(check.Ok ? 1 : 0, new KeyValuePair<string, object?>("check", check.Name))).ToList();
        try
        {
            await using var db = _open();
            var now = _clock.GetUtcNow();
            _last = new Readings { Ready = ready, Work = await WorkAsync(db, now, cancellationToken), Oldest = await OldestAsync(db, now, cancellationToken), Alarms = await AlarmsAsync(db, cancellationToken) };
        }
        catch (Exception e) when (StorageFault.Of(e) is not null)
        {
            _last = _last with { Ready = ready };
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private static async Task<List<Measurement<int>>> WorkAsync(NodeDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counts = await db.Work.AsNoTracking().GroupBy(row => row.Kind).Select(kind => new
        {
            kind.Key,
            Due = kind.Count(row => row.DeadAt == null && row.DueAt <= now && row.LeaseUntil <= now),
            Running = kind.Count(row => row.LeaseUntil > now),
            Later = kind.Count(row => row.DeadAt == null && row.DueAt > now && row.LeaseUntil <= now),
            SetAside = kind.Count(row => row.DeadAt != null),
        }).ToListAsync(cancellationToken);
        return [.. Enum.GetValues<Store.Rows.WorkKind>().SelectMany(kind =>
        {
            var count = counts.Find(count => count.Key == kind);
            return new[] { Of(kind, "due", count?.Due), Of(kind, "running", count?.Running), Of(kind, "later", count?.Later), Of(kind, "set-aside", count?.SetAside) };
        })];
    }

    private static Measurement<int> Of(Store.Rows.WorkKind kind, string state, int? count) => new(count ?? 0, new("kind", kind.ToString()), new("state", state));

    private static async Task<List<Measurement<double>>> OldestAsync(NodeDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = await db.Work.AsNoTracking().Where(row => row.DeadAt == null && row.DueAt <= now && row.LeaseUntil <= now)
            .GroupBy(row => row.Kind).Select(kind => new { kind.Key, At = kind.Min(row => row.DueAt) }).ToListAsync(cancellationToken);
        return [.. Enum.GetValues<Store.Rows.WorkKind>().Select(kind => new Measurement<double>(
            oldest.Find(row => row.Key == kind) is { } row ? (now - row.At).TotalSeconds : 0, new KeyValuePair<string, object?>("kind", kind.ToString())))];
    }

    private static async Task<List<Measurement<int>>> AlarmsAsync(NodeDb db, CancellationToken cancellationToken)
    {
        var open = await db.Alarms.AsNoTracking().Where(row => row.ClosedAt == DateTimeOffset.MaxValue).GroupBy(row => row.Kind).Select(kind => new { kind.Key, Count = kind.Count() }).ToListAsync(cancellationToken);
        return [.. AlarmTitles.Kinds.Select(kind => new Measurement<int>(open.Find(row => row.Key == kind)?.Count ?? 0, new KeyValuePair<string, object?>("kind", kind)))];
    }

    private IEnumerable<Measurement<double>> Certificates()
    {
        var now = _clock.GetUtcNow();
        foreach (var slot in _setup.Keys.Slots.Keys)
        {
            if (_setup.Keys.Current(slot) is { } pair)
            {
                yield return new((CertificateNames.ValidTo(pair.Certificate) - now).TotalSeconds, new("environment", slot.Environment), new("purpose", slot.Purpose.ToString()), new("participant", slot.Participant ?? ""));
            }
        }
    }

    private sealed record Readings
    {
        public IReadOnlyList<Measurement<int>> Work { get; init; } = [];

        public IReadOnlyList<Measurement<double>> Oldest { get; init; } = [];

        public IReadOnlyList<Measurement<int>> Alarms { get; init; } = [];

        public IReadOnlyList<Measurement<int>> Ready { get; init; } = [];
    }
}
