using SdkNode.Node.Audit;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api.Admin;

/// <summary>The event log and the security log (AP-5).</summary>
internal static class AdminLogs
{
    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var logs = admin.MapGroup("/logs").WithTags("Logs");
        logs.MapGet("/check", (LogCheck check, string? environment, string? participant, CancellationToken cancellationToken) => check.RunAsync(environment, participant, cancellationToken))
            .Describe<IReadOnlyList<LogChainState>>("checkLogs", AdminScopes.Logs, "Check the logs' chains and seals.");
        logs.MapGet("/{log}", ExportAsync).DescribeFile("exportLog", AdminScopes.Logs, "The entries of a log, event or security, as JSON lines or CSV.", "application/jsonl", "text/csv");
    }

    // An export is logged before it begins: one that is cut off has shown entries too.
    private static async Task<IResult> ExportAsync(
        HttpContext context, OpenedStore store, SecurityLog security, string log, DateTimeOffset? from, DateTimeOffset? to, string? environment, string? participant, string? format, CancellationToken cancellationToken)
    {
        if (log is not (LogNames.Event or LogNames.Security))
        {
            return AdminAnswers.NotFound("There are two logs: event and security.");
        }

        if (format is not (null or "csv" or "jsonl"))
        {
            return AdminAnswers.Refused($"There is no format \"{format}\".", "Use csv or jsonl.");
        }

        var wish = new LogExportWish(log, format == "csv", from, to, environment, participant);
        await security.WriteAsync(SecurityLog.LogExported, AdminAnswers.Actor(context), log, $"format {format ?? "jsonl"}", cancellationToken);
        return Results.Stream(body => LogExport.WriteAsync(store.Open, wish, body, cancellationToken), wish.IsCsv ? "text/csv" : "application/jsonl");
    }
}
