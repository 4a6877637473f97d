using System.CommandLine;

namespace SdkNode.Node.Cli;

/// <summary>The option that says who does it, the same for every verb that changes something.</summary>
internal static class ByOption
{
    /// <summary>A new option.</summary>
    public static Option<string> Create() => new("--by") { Description = "Who does it; left out: this machine's user.", DefaultValueFactory = _ => Environment.UserName };
}
