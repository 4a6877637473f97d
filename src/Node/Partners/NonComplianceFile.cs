using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkNode.Node.Partners;

/// <summary>Writes the report of non-conforming peers for other programs: CSV (RFC 4180) or JSON lines.</summary>
internal static class NonComplianceFile
{
    /// <summary>The first line of the CSV.</summary>
    public const string CsvHead = "at,environment,accessPoint,certificate,from,to,as4MessageId,rule,reason";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Default };

    /// <summary>One line of CSV.</summary>
    public static string Csv(NonComplianceLine line) => string.Join(
        ',',
        new[] { Time(line.At), line.Environment, line.AccessPoint, line.Certificate, line.From, line.To, line.As4MessageId, line.Rule, line.Reason }.Select(Field));

    /// <summary>One line of JSON.</summary>
    public static string Json(NonComplianceLine line) => JsonSerializer.Serialize(line, s_json);

    /// <summary>Writes the whole report as its lines come: UTF-8 without a mark, whatever the terminal.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<NonComplianceLine> lines, bool isCsv, Stream to)
    {
        await using var output = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        if (isCsv)
        {
            await output.WriteAsync(CsvHead + "\r\n");
        }

        await foreach (var line in lines)
        {
            await output.WriteAsync(isCsv ? Csv(line) + "\r\n" : Json(line) + "\n");
        }
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A peer's words must neither become a formula in a spreadsheet nor steer a terminal.
    private static string Field(string? value)
    {
        var text = Cli.TerminalText.Printable(value ?? "");
        text = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
