using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Administration;
using SdkNode.Node.Audit;
using SdkNode.Node.Cli;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The event log and the security log: read, checked against their seals, exported.</summary>
internal sealed class LogsModel : ConsolePage
{
    private const int PerPage = 100;

    /// <summary>Which log.</summary>
    [BindProperty(SupportsGet = true, Name = "log")]
    public string Log { get; set; } = LogNames.Security;

    /// <summary>The first day, in Sweden.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public string? From { get; set; }

    /// <summary>The last day, in Sweden.</summary>
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    /// <summary>Of this participant.</summary>
    [BindProperty(SupportsGet = true, Name = "participant")]
    public string? Participant { get; set; }

    /// <summary>The entries, newest first.</summary>
    public IReadOnlyList<LogEntry> Entries { get; private set; } = [];

    /// <summary>What the next page begins before; null: there is none.</summary>
    public long? Older { get; private set; }

    /// <summary>How the logs' chains stand; null: nobody asked.</summary>
    public IReadOnlyList<LogChainState>? Chains { get; private set; }

    /// <summary>Why nothing is shown.</summary>
    public string? Fault { get; private set; }

    /// <summary>The participants that there is a log of.</summary>
    public IEnumerable<ParticipantSetup> Participants => Get<NodeSetup>().Environments.SelectMany(environment => environment.Participants).DistinctBy(participant => participant.Id.Value);

    /// <summary>The address of this view with other ends.</summary>
    public string Path(string more) => $"/admin/logs?log={Log}&from={Uri.EscapeDataString(From ?? "")}&to={Uri.EscapeDataString(To ?? "")}&participant={Uri.EscapeDataString(Participant ?? "")}{more}";

    /// <summary>The entries; or, with <paramref name="export"/>, a file of them.</summary>
    public async Task<IActionResult> OnGetAsync(long? before, string? export)
    {
        if (export is "csv" or "jsonl")
        {
            return await ExportAsync(export == "csv");
        }

        if (Wish(isCsv: false) is not { } wish)
        {
            return Page();
        }

        await using var db = Get<OpenedStore>().Open();
        IReadOnlyList<LogEntry> found = Log == LogNames.Security
            ? await Of(db.SecurityLog, wish, before).ToListAsync(Cancelled)
            : await Of(db.EventLog, wish, before).ToListAsync(Cancelled);
        Entries = [.. found.Take(PerPage)];
        Older = found.Count > PerPage ? Entries[^1].Id : null;
        return Page();
    }

    /// <summary>Checks the chains.</summary>
    public async Task<IActionResult> OnPostCheckAsync()
    {
        Chains = await Get<LogCheck>().RunAsync(null, null, Cancelled);
        return await OnGetAsync(before: null, export: null);
    }

    // It is on record before it begins: one that is cut off has shown entries too.
    private async Task<IActionResult> ExportAsync(bool isCsv)
    {
        if (Wish(isCsv) is not { } wish)
        {
            return Page();
        }

        await Get<SecurityLog>().WriteAsync(SecurityLog.LogExported, Person.Actor, Log, $"format {(wish.IsCsv ? "csv" : "jsonl")}, from {From}, to {To}, participant {TerminalText.Printable(Brief.Of(wish.Participant))}", Cancelled);
        Response.ContentType = wish.IsCsv ? "text/csv; charset=utf-8" : "application/jsonl";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{Log}-log-{Get<TimeProvider>().GetUtcNow():yyyy-MM-dd}.{(wish.IsCsv ? "csv" : "jsonl")}\"";
        await LogExport.WriteAsync(Get<OpenedStore>().Open, wish, Response.Body, Cancelled);
        return new EmptyResult();
    }

    private static IQueryable<T> Of<T>(IQueryable<T> rows, LogExportWish wish, long? before)
        where T : LogEntry => LogExport.Of(rows, wish).Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(PerPage + 1).AsNoTracking();

    // Null: the days cannot be read, and Fault says so.
    private LogExportWish? Wish(bool isCsv)
    {
        Log = Log == LogNames.Event ? LogNames.Event : LogNames.Security;
        if (!Day(From, 0, out var from) || !Day(To, 1, out var to))
        {
            Fault = L["Skriv dagar som 2026-12-01.", "Write days as 2026-12-01."];
            return null;
        }

        return new LogExportWish(Log, isCsv, from, to, null, Plain(Participant));
    }

    private static bool Day(string? text, int daysLater, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2999)
        {
            return false;
        }

        time = SwedishTime.Midnight(day.AddDays(daysLater));
        return true;
    }
}
