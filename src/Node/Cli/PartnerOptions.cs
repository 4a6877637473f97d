using System.CommandLine;
using SdkNode.Node.Configuration;
using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli;

/// <summary>The options of the verbs that ask about a participant of an environment.</summary>
internal static class PartnerOptions
{
    /// <summary>Which environment.</summary>
    public static Option<string?> Environment() => new("--environment", "-e") { Description = "The environment; needed where the settings name several." };

    /// <summary>Which document type.</summary>
    public static Option<string> Type() => new("--type")
    {
        Description = "The document type with its transport model.",
        DefaultValueFactory = _ => PartnerQuestion.UsualType,
    };

    /// <summary>Whether the answer is for a program.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON, for programs." };

    /// <summary>The environment that was named, or the only one; null when it is not clear, which has been printed then.</summary>
    public static string? Choose(Settings settings, string? environment)
    {
        var known = settings.Options.Environments;
        if (environment is null && known.Count != 1)
        {
            Console.Error.WriteLine($"Which environment? Say --environment {string.Join(" or ", known.Select(one => one.Name))}.");
            return null;
        }

        return environment ?? known[0].Name;
    }
}
