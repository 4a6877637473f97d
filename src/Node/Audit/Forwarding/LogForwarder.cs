using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit.Forwarding;

/// <summary>
/// Sends what is sealed to the log server (AP-5), segment by segment in the order of their sealing, each at least once: what was not sent in
/// full is sent again. By one node for all.
/// </summary>
internal sealed class LogForwarder(NodeSetup setup, Func<NodeDb> open, AlarmList alarms, TimeProvider clock)
{
    /// <summary>How often it is to be done.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>The fact that says which segment was sent last.</summary>
    private const string Fact = "syslog";

    private const int MostSegments = 200;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>Sends what is new; how many entries that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (setup.Syslog is not { } server)
        {
            return 0;
        }

        var segments = await NewAsync(server, cancellationToken);
        if (segments.Count == 0)
        {
            return 0;
        }

        using var limit = new CancellationTokenSource(s_limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var count = await SendAsync(server, segments, both.Token);
            await MarkAsync(segments[^1].Id, cancellationToken);
            await alarms.ClearAsync(AlarmKinds.LogForwardingFailed, AlarmList.AllEnvironments, Subject(server), cancellationToken);
            return count;
        }
        catch (Exception e) when (Fault(e, limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested) is { } fault)
        {
            await alarms.RaiseAsync(AlarmKinds.LogForwardingFailed, AlarmList.AllEnvironments, Subject(server), $"{fault.Detail} The entries wait in the node's own logs.", fault.Remedy, cancellationToken);
            return 0;
        }
    }

    private async Task<int> SendAsync(SyslogSetup server, List<LogSegmentRow> segments, CancellationToken cancellationToken)
    {
        await using var connection = await SyslogConnection.OpenAsync(server, cancellationToken);
        var count = 0;
        foreach (var segment in segments.Where(segment => server.Logs.Contains(segment.Log)))
        {
            var entries = segment.Log == LogNames.Event ? await EntriesAsync<EventLogRow>(segment, cancellationToken) : await EntriesAsync<SecurityLogRow>(segment, cancellationToken);
            var frames = new ArrayBufferWriter<byte>();
            foreach (var entry in entries)
            {
                frames.Write(SyslogLine.Of(entry, Environment.MachineName, Environment.ProcessId));
            }

            await connection.SendAsync(frames.WrittenMemory, cancellationToken);
            count += entries.Count;
        }

        await connection.EndAsync(cancellationToken);
        return count;
    }

    private async Task<IReadOnlyList<LogEntry>> EntriesAsync<T>(LogSegmentRow segment, CancellationToken cancellationToken)
        where T : LogEntry
    {
        await using var db = open();
        return await db.Set<T>().AsNoTracking().Where(row => row.Environment == segment.Environment && row.Participant == segment.Participant && row.Segment == segment.Number)
            .OrderBy(row => row.Place).ToListAsync(cancellationToken);
    }

    private async Task<List<LogSegmentRow>> NewAsync(SyslogSetup server, CancellationToken cancellationToken)
    {
        await using var db = open();
        var fact = await db.Facts.AsNoTracking().SingleOrDefaultAsync(row => row.Name == Fact, cancellationToken);
        if (fact is null)
        {
            // From now on: what was there before is exported, not sent.
            await MarkAsync(await db.LogSegments.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0, cancellationToken);
            return [];
        }

        var last = long.Parse(fact.Value, CultureInfo.InvariantCulture);
        var segments = await db.LogSegments.AsNoTracking().Where(row => row.Id > last).OrderBy(row => row.Id).Take(MostSegments).ToListAsync(cancellationToken);
        if (segments.Count > 0 && !segments.Exists(segment => server.Logs.Contains(segment.Log)))
        {
            await MarkAsync(segments[^1].Id, cancellationToken);
            return [];
        }

        return segments;
    }

    private Task<bool> MarkAsync(long segment, CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        if (await db.Facts.SingleOrDefaultAsync(row => row.Name == Fact, cancellationToken) is not { } fact)
        {
            db.Facts.Add(fact = new FactRow { Name = Fact, Value = "" });
        }

        (fact.Value, fact.ChangedAt) = (segment.ToString(CultureInfo.InvariantCulture), clock.GetUtcNow());
        return true;
    }, cancellationToken);

    private static string Subject(SyslogSetup server) => $"{server.Host}:{server.Port}";

    private static (string Detail, string Remedy)? Fault(Exception e, bool tooLong) => e switch
    {
        OperationCanceledException when tooLong => ($"The log server took longer than {s_limit.TotalSeconds:0} s.", "See whether its host and port are right and a firewall lets this machine reach it."),
        AuthenticationException => ($"TLS with the log server failed: {e.Message}", "Give Syslog:Anchors the root of its certificate, which must name the host; where it asks for a client certificate, set Syslog:Client."),
        SocketException or IOException when StorageFault.Of(e) is null => ($"The log server cannot be reached, or broke off: {e.Message}", "See whether it runs, its host and port are right and a firewall lets this machine reach it."),
        _ => null,
    };
}
