using System.CommandLine;
using System.Data.Common;
using SdkNode.Node.Cluster;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode nodes</c>: the nodes of the store, read from the database itself, so that it tells of a node that is down too.</summary>
internal static class NodesVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var command = new Command("nodes", "List the nodes that work on this node's database, what they do, and which have gone silent.") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, CancellationToken cancellationToken)
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
            return Print(await new NodeList(open, TimeProvider.System).ListAsync(cancellationToken), settings);
        }
        catch (DbException e)
        {
            Console.Error.WriteLine($"The database cannot be read: {e.Message} Start it, or mend Store:ConnectionString; a database of an earlier version is brought up to date when a node starts.");
            return 1;
        }
    }

    private static int Print(IReadOnlyList<NodeState> nodes, Settings settings)
    {
        if (nodes.Count == 0)
        {
            Console.WriteLine($"No node runs. Start one with: sdknode run --config {settings.Path}");
        }

        foreach (var node in nodes)
        {
            var state = node.IsSilent ? $"SILENT for {node.Unseen:d\\.hh\\:mm\\:ss}" : "runs";
            Console.WriteLine($"{TerminalText.Printable(node.Row.Name)}  {state}  version {node.Row.Version}, schema {node.Row.Schema}, started {node.Row.StartedAt:yyyy-MM-dd HH:mm:ss}Z, last seen {node.Row.SeenAt:yyyy-MM-dd HH:mm:ss}Z  {node.Row.Id:N}");
            Console.WriteLine($"    holds {Held(node)}");
        }

        return 0;
    }

    private static string Held(NodeState node)
    {
        var parts = node.Work.OrderBy(entry => entry.Key).Select(entry => $"{entry.Value} {entry.Key}").Concat(node.Jobs.Select(job => $"the job {job}")).ToList();
        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }
}
