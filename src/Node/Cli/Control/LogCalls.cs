using System.Globalization;
using SdkNode.Node.Audit;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode log</c> asks of the running node.</summary>
internal static class LogCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/log/check", (LogCheck check, string? environment, string? participant, CancellationToken cancellationToken) => check.RunAsync(environment, participant, cancellationToken));
        control.MapGet("/log/export", ExportAsync);
    }

    /// <summary>The call that exports what is wished for.</summary>
    public static string Of(LogExportWish wish, string by) =>
        $"log/export?log={wish.Log}&csv={wish.IsCsv}&by={Uri.EscapeDataString(by)}{Part("from", wish.From?.ToString("O", CultureInfo.InvariantCulture))}{Part("to", wish.To?.ToString("O", CultureInfo.InvariantCulture))}{Part("environment", wish.Environment)}{Part("participant", wish.Participant)}";

    // An export is logged before it begins: one that is cut off has shown entries too.
    private static async Task<IResult> ExportAsync(
        OpenedStore store, SecurityLog security, string log, bool csv, string by, HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var wish = new LogExportWish(log, csv, Time(query["from"]), Time(query["to"]), query["environment"], query["participant"]);
        await security.WriteAsync(SecurityLog.LogExported, by, log, $"format {(csv ? "csv" : "jsonl")}", cancellationToken);
        return Results.Stream(body => LogExport.WriteAsync(store.Open, wish, body, cancellationToken), csv ? "text/csv" : "application/jsonl");
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
