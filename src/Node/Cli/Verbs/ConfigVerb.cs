using System.CommandLine;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli.Verbs;

/// <summary><c>sdknode config show</c>: the effective settings, secrets hidden.</summary>
internal static class ConfigVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var config = SettingsOption.Create();
        var show = new Command("show", "Print the effective settings and where they come from; secrets are hidden.") { config };
        show.SetAction(parsed =>
        {
            if (SettingsOption.Read(parsed.GetValue(config)!) is not { } settings)
            {
                return SettingsOption.ExitWrongSettings;
            }

            ConfigShow.Write(settings, Console.Out);
            return 0;
        });
        return new Command("config", "Look at the settings.") { show };
    }
}
