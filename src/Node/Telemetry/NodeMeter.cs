using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Telemetry;

/// <summary>
/// What the node counts and times. The names are a contract (docs/metrics.md). Tags are names of ours: environments, events, kinds,
/// reasons; nothing that a peer has said. Of the process, as meters are: two nodes in one process, as in the demo, count together.
/// </summary>
internal static class NodeMeter
{
    /// <summary>The name of the meter and of the trace source.</summary>
    public const string Name = "SdkNode";

    private const string EventsName = "sdknode.events";
    private const string ReceivedName = "sdknode.received.bytes";
    private const string SentName = "sdknode.sent.bytes";
    private const string WorkName = "sdknode.work.duration";
    private const string BorderName = "sdknode.border.refusals";
    private const string ApiName = "sdknode.api.refusals";

    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_events = s_meter.CreateCounter<long>(EventsName, "{event}", "Events of the event log, by environment and name.");
    private static readonly Counter<long> s_received = s_meter.CreateCounter<long>(ReceivedName, "By", "Octets of envelopes that were received and committed.");
    private static readonly Counter<long> s_sent = s_meter.CreateCounter<long>(SentName, "By", "Octets of envelopes that were sent and acknowledged.");
    private static readonly Histogram<double> s_work = s_meter.CreateHistogram<double>(WorkName, "s", "How long a piece of work took, by kind and by whether it ended by itself.");
    private static readonly Counter<long> s_border = s_meter.CreateCounter<long>(BorderName, "{request}", "Connections and requests of partners that were turned away before a message was read, by environment and reason.");
    private static readonly Counter<long> s_api = s_meter.CreateCounter<long>(ApiName, "{request}", "Connections and requests of clients that were turned away by a limit, by reason.");

    /// <summary>Spans of what the node does (docs/metrics.md).</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>What a unit of work, about to be saved, adds to the event log; nothing where nobody counts.</summary>
    public static IReadOnlyList<EventLogRow> EventsOf(NodeDb db) => s_events.Enabled
        ? [.. db.ChangeTracker.Entries<EventLogRow>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)]
        : [];

    /// <summary>They are committed.</summary>
    public static void Logged(IReadOnlyList<EventLogRow> events)
    {
        foreach (var row in events)
        {
            s_events.Add(1, new("environment", row.Environment), new("event", row.Event));
        }
    }

    /// <summary>An envelope was received.</summary>
    public static void Received(string environment, long octets) => s_received.Add(octets, new KeyValuePair<string, object?>("environment", environment));

    /// <summary>An envelope was sent.</summary>
    public static void Sent(string environment, long octets) => s_sent.Add(octets, new KeyValuePair<string, object?>("environment", environment));

    /// <summary>A piece of work is over.</summary>
    public static void Worked(WorkKind kind, bool ended, TimeSpan time) => s_work.Record(time.TotalSeconds, new("kind", kind.ToString()), new("ended", ended));

    /// <summary>A partner was turned away.</summary>
    public static void TurnedAway(string environment, string reason) => s_border.Add(1, new("environment", environment), new("reason", reason));

    /// <summary>A client was turned away.</summary>
    public static void ClientTurnedAway(string reason) => s_api.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
