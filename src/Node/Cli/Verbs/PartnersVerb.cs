using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode partners</c>: the access points that were met and how that went; and the report of those that did not keep the profile (XHE-11).</summary>
internal static class PartnersVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var (config, environment) = (SettingsOption.Create(), new Option<string?>("--environment", "-e") { Description = "One environment; left out: all." });
        var from = new Option<string?>("--from") { Description = "The first day or time, UTC, as in 2026-11-01; left out: from the beginning." };
        var to = new Option<string?>("--to") { Description = "The time, UTC, that it ends before; a day ends before its beginning; left out: until now." };
        var format = new Option<string>("--format") { Description = "csv, or jsonl for JSON lines.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "jsonl");
        var report = new Command("report", "The messages of access points that were refused because their envelopes do not keep the profile (XHE-11).") { config, environment, from, to, format };
        report.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(config)!, parsed.GetValue(environment), (parsed.GetValue(from), parsed.GetValue(to)), parsed.GetValue(format)!, cancellationToken));
        return new Command("partners", "What is known of other access points.") { List(), Show(), report };
    }

    private static Command List()
    {
        var (config, environment, json) = (SettingsOption.Create(), new Option<string?>("--environment", "-e") { Description = "One environment; left out: all." }, PartnerOptions.Json());
        var command = new Command("list", "The access points that messages were exchanged with, those in trouble first.") { config, environment, json };
        command.SetAction((parsed, cancellationToken) => ReadAsync(
            parsed.GetValue(config)!, async partners => PartnersPrinter.Print(await partners.ListAsync(parsed.GetValue(environment), cancellationToken), parsed.GetValue(json))));
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "A party id such as AP0001-SDK-QA, or a participant such as 0203:kristinehamn.se" };
        var (config, json) = (SettingsOption.Create(), PartnerOptions.Json());
        var command = new Command("show", "One access point: when messages came and went, its last fault, and the certificates that were met.") { name, config, json };
        command.SetAction((parsed, cancellationToken) => ReadAsync(
            parsed.GetValue(config)!, async partners => PartnersPrinter.Print(parsed.GetValue(name)!, await partners.FindAsync(parsed.GetValue(name)!, cancellationToken), parsed.GetValue(json))));
        return command;
    }

    // From the database itself, so that it tells while the node is down too.
    private static async Task<int> ReadAsync(string path, Func<PartnerList, Task<int>> read)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        if (settings.Store.ReadOnlyOpener() is not { } open)
        {
            Console.Error.WriteLine($"There is no store in {settings.DataFolder} yet: no node has run with it.");
            return 1;
        }

        try
        {
            return await read(new PartnerList(open));
        }
        catch (DbException e)
        {
            Console.Error.WriteLine($"The database cannot be read: {e.Message} Start it, or mend Store:ConnectionString; a database of an earlier version is brought up to date when a node starts.");
            return 1;
        }
    }

    private static async Task<int> RunAsync(string path, string? environment, (string? From, string? To) time, string format, CancellationToken cancellationToken)
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        if (environment is not null && settings.Options.Environments.All(known => known.Name != environment))
        {
            Console.Error.WriteLine($"There is no environment \"{environment}\".");
            return 1;
        }

        if (Time("--from", time.From, DateTimeOffset.MinValue) is not { } from || Time("--to", time.To, DateTimeOffset.MaxValue) is not { } to)
        {
            return 1;
        }

        if (settings.Store.ReadOnlyOpener() is not { } open)
        {
            Console.Error.WriteLine($"There is no store in {settings.DataFolder} yet: no node has run with it.");
            return 1;
        }

        try
        {
            await using var output = Console.OpenStandardOutput();
            await NonComplianceFile.WriteAsync(new NonComplianceReport(open).ReadAsync(environment, from, to, cancellationToken), format == "csv", output);
            return 0;
        }
        catch (DbException e)
        {
            Console.Error.WriteLine($"The database cannot be read: {e.Message} Start it, or mend Store:ConnectionString.");
            return 1;
        }
    }

    private static DateTimeOffset? Time(string option, string? text, DateTimeOffset none)
    {
        if (text is null)
        {
            return none;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Console.Error.WriteLine($"{option} {TerminalText.Printable(text)} is no day or time. Write it as 2026-11-01 or 2026-11-01T08:00:00Z.");
        return null;
    }
}
