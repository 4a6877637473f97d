using System.Globalization;
using System.Text;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit.Forwarding;

/// <summary>An entry of a log as a syslog message: RFC 5424, its text the same JSON as an export's, in ASCII; framed by its length (RFC 5425).</summary>
internal static class SyslogLine
{
    private const int Audit = 13;
    private const int Warning = 4;
    private const int Notice = 5;
    private const int Informational = 6;

    /// <summary>The framed message.</summary>
    public static byte[] Of(LogEntry entry, string host, int process)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"<{(Audit * 8) + Severity(entry)}>1 {entry.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} {Name(host, 255)} sdknode {process} {Name(entry.Event, 32)} - ");
        var body = LogExport.Json(entry).AsSpan().TrimEnd((byte)'\n');
        return [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Length + body.Length} {head}")), .. body];
    }

    private static int Severity(LogEntry entry) => entry switch
    {
        SecurityLogRow { Event: SecurityLog.AccessDenied } => Warning,
        SecurityLogRow => Notice,
        EventLogRow { Event: EventLog.MessageNotSent or EventLog.MessageRefused or EventLog.EnvelopeRefused or EventLog.MaliciousContent } => Warning,
        _ => Informational,
    };

    // Printable ASCII without spaces, at least one character.
    private static string Name(string text, int most) => new string([.. text.Where(c => c is > ' ' and < '\x7f').Take(most)]) is { Length: > 0 } name ? name : "-";
}
