using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

/// <summary>What others build on is written down and compared: every setting, every event of the log.</summary>
public sealed partial class ContractDocumentTests
{
    [Fact]
    public void Every_setting_is_described_and_every_described_one_exists()
    {
        var options = RepositoryFiles.Source.Where(file => file.Path.StartsWith("src/Node/Configuration/", StringComparison.Ordinal) && file.Path.EndsWith("Options.cs", StringComparison.Ordinal));
        var described = RepositoryFiles.All.Single(file => file.Path == "docs/configuration.md");
        Assert.Equal(Names(options.SelectMany(file => file.Lines), Property()), Names(described.Lines, Row()));
    }

    [Fact]
    public void Every_event_of_the_event_log_is_described_and_every_described_one_exists()
    {
        var events = RepositoryFiles.Source.Where(file => file.Path == "src/Node/Audit/EventLog.cs").SelectMany(file => file.Lines);
        var described = RepositoryFiles.All.Single(file => file.Path == "docs/events.md");
        Assert.SkipUnless(events.Any(), "The event log is not here yet.");
        Assert.Equal(Names(events, EventName()), Names(described.Lines, Row()));
    }

    [Fact]
    public void Every_event_of_the_security_log_is_described_and_every_described_one_exists()
    {
        var events = RepositoryFiles.Source.Single(file => file.Path == "src/Node/Audit/SecurityLog.cs");
        var described = RepositoryFiles.All.Single(file => file.Path == "docs/security-log.md");
        Assert.Equal(Names(events.Lines, EventName()), Names(described.Lines, Row()));
    }

    [Fact]
    public void Every_kind_of_alarm_is_described_and_every_described_one_exists()
    {
        var kinds = RepositoryFiles.Source.Single(file => file.Path == "src/Node/Alarms/AlarmKinds.cs");
        var described = RepositoryFiles.All.Single(file => file.Path == "docs/alarms.md");
        Assert.Equal(Names(kinds.Lines, EventName()), Names(described.Lines, Row()));
    }

    [Fact]
    public void Every_metric_is_described_and_every_described_one_exists_and_the_dashboard_asks_for_no_other()
    {
        var telemetry = RepositoryFiles.Source.Where(file => file.Path.StartsWith("src/Node/Telemetry/", StringComparison.Ordinal)).SelectMany(file => file.Lines).ToList();
        var described = RepositoryFiles.All.Single(file => file.Path == "docs/metrics.md");
        var names = Names(telemetry, MetricName()).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names, Names(described.Lines, MetricRow()));

        var dashboard = string.Concat(RepositoryFiles.All.Single(file => file.Path == "docs/grafana-dashboard.json").Lines);
        var known = names.ConvertAll(name => name.Replace('.', '_'));
        Assert.All(DashboardName().Matches(dashboard).Select(match => match.Value), asked => Assert.Contains(known, name => asked.StartsWith(name, StringComparison.Ordinal)));
        Assert.All(known, name => Assert.Contains(name, dashboard, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(IEnumerable<string> lines, Regex pattern) =>
        lines.Select(line => pattern.Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^    public [\w<>?]+ (?<name>\w+) \{ get; set; \}")]
    private static partial Regex Property();

    [GeneratedRegex("""^    public const string \w+ = "(?<name>[\w-]+)";""")]
    private static partial Regex EventName();

    [GeneratedRegex("""^    private const string \w+Name = "(?<name>sdknode[\w.]+)";""")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"^\| `(?<name>sdknode[\w.]+)` \|")]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"sdknode_\w+")]
    private static partial Regex DashboardName();

    [GeneratedRegex(@"^\| `(?<name>[\w-]+)` \|")]
    private static partial Regex Row();
}
