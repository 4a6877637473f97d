using System.CommandLine;
using SdkNode.Node.Cli.Control;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode node-key</c>: the key that everything at rest is sealed with; changed while the node runs.</summary>
internal static class NodeKeyVerb
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("node-key", "Show the versions of the node key; or change to a new one while the nodes run.") { List(), Rotate() };

    private static Command List()
    {
        var config = SettingsOption.Create();
        var command = new Command("list", "Which versions there are, which one is used, and which nodes have which.") { config };
        command.SetAction((parsed, cancellationToken) => AskAsync(
            parsed.GetValue(config)!, (client, token) => client.GetAsync<NodeKeyState>("node-key", token), Print, cancellationToken));
        return command;
    }

    private static Command Rotate()
    {
        var config = SettingsOption.Create();
        var by = ByOption.Create();
        var command = new Command("rotate", "Make a new version and use it, once every node of the store has it in its file.") { config, by };
        command.SetAction((parsed, cancellationToken) => AskAsync(
            parsed.GetValue(config)!, (client, token) => client.PostAsync<NodeKeyAnswer>($"node-key/rotate?by={Uri.EscapeDataString(parsed.GetValue(by)!)}", token), Print, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync<T>(string path, Func<ControlClient, CancellationToken, Task<T?>> ask, Func<T, int> print, CancellationToken cancellationToken)
        where T : class
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var client = new ControlClient(settings.DataFolder);
        return await ask(client, cancellationToken) is { } answer ? print(answer) : NodeIsDown.Say(settings);
    }

    private static int Print(NodeKeyState state)
    {
        Console.WriteLine($"{state.File}: versions {string.Join(", ", state.Versions)}; {state.Used} is used.");
        foreach (var node in state.Nodes)
        {
            Console.WriteLine($"  {TerminalText.Printable(node.Node)}: {(node.Versions.Count == 0 ? "has not said which it has" : $"has {string.Join(", ", node.Versions)}")}{(node.IsSilent ? " (silent)" : "")}");
        }

        return 0;
    }

    private static int Print(NodeKeyAnswer answer)
    {
        if (answer.Fault is { } fault)
        {
            Console.Error.WriteLine($"{fault.Detail} {fault.Remedy}");
            return 1;
        }

        var outcome = answer.Outcome!;
        if (outcome.IsUsed)
        {
            Console.WriteLine($"Version {outcome.Version} of the node key is used from now on. Copy {outcome.File} to its other place at once (docs/operations/backup.md):");
            Console.WriteLine("without it, what is stored from now on cannot be read, and no backup made from now on can be restored. Older versions stay in the file.");
            return 0;
        }

        Console.WriteLine($"Version {outcome.Version} waits in {outcome.File}. These nodes lack it: {TerminalText.Printable(string.Join(", ", outcome.Lacking))}.");
        Console.WriteLine("Copy the file there by a safe way, mode 600, in the place of the old one; within seconds the node has read it. Then run this again.");
        return 1;
    }
}
