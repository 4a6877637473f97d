using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>What of a log is exported, and how.</summary>
/// <param name="Log">event or security.</param>
/// <param name="IsCsv">CSV; JSON lines otherwise.</param>
/// <param name="From">Entries from this time on.</param>
/// <param name="To">Entries before this time.</param>
/// <param name="Environment">Of this environment.</param>
/// <param name="Participant">Of this participant.</param>
internal sealed record LogExportWish(string Log, bool IsCsv, DateTimeOffset? From, DateTimeOffset? To, string? Environment, string? Participant);

/// <summary>Writes a log's entries as they come from the database, by id, UTF-8: JSON lines, or CSV (RFC 4180) that no spreadsheet takes for formulas.</summary>
internal static class LogExport
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Writes the entries; gives how many.</summary>
    public static Task<int> WriteAsync(Func<NodeDb> open, LogExportWish wish, Stream to, CancellationToken cancellationToken) => wish.Log == LogNames.Security
        ? WriteAsync(open, wish, new SecurityLogRow { Environment = "", Participant = "", Event = "", Actor = "" }, to, cancellationToken)
        : WriteAsync(open, wish, new EventLogRow { Environment = "", Participant = "", Event = "" }, to, cancellationToken);

    /// <summary>The entries that are wished for.</summary>
    public static IQueryable<T> Of<T>(IQueryable<T> rows, LogExportWish wish)
        where T : LogEntry
    {
        rows = wish.Environment is { } environment ? rows.Where(row => row.Environment == environment) : rows;
        rows = wish.Participant is { } participant ? rows.Where(row => row.Participant == participant) : rows;
        rows = wish.From is { } from ? rows.Where(row => row.At >= from) : rows;
        return wish.To is { } until ? rows.Where(row => row.At < until) : rows;
    }

    private static async Task<int> WriteAsync<T>(Func<NodeDb> open, LogExportWish wish, T example, Stream to, CancellationToken cancellationToken)
        where T : LogEntry
    {
        await using var db = open();
        var rows = Of(db.Set<T>().AsNoTracking(), wish);
        if (wish.IsCsv)
        {
            await to.WriteAsync(Csv(example.Fields().Select(field => field.Key)), cancellationToken);
        }

        var count = 0;
        await foreach (var row in rows.OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            await to.WriteAsync(wish.IsCsv ? Csv(row.Fields().Select(field => field.Value)) : Json(row), cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>One entry as a line of JSON in ASCII.</summary>
    public static byte[] Json(LogEntry row)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, s_json))
        {
            json.WriteStartObject();
            foreach (var (name, value) in row.Fields().Where(field => field.Value is not null))
            {
                if (name == "id")
                {
                    json.WriteNumber(name, row.Id);
                }
                else
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    private static byte[] Csv(IEnumerable<string?> values) => Encoding.UTF8.GetBytes(string.Join(',', values.Select(Quoted)) + "\r\n");

    // An apostrophe keeps a spreadsheet from computing what somebody else's access point wrote.
    private static string Quoted(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' ? $"'{value}" : value;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
