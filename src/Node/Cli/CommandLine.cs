using System.CommandLine;
using SdkNode.Node.Cli.Verbs;

namespace SdkNode.Node.Cli;

/// <summary>The verbs of <c>sdknode</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs the verb that the arguments name. 0: done; 1: it did not succeed, and the reason was printed; 2: the settings are wrong.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("SdkNode: a node for Säker digital kommunikation (SDK).")
        {
            RunVerb.Create(),
            DemoVerb.Create(),
            SendVerb.Create(),
            MessagesVerb.Create(),
            LookupVerb.Create(),
            InspectVerb.Create(),
            CertsVerb.Create(),
            ConfigVerb.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
