using System.CommandLine;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli;

/// <summary>The option that names the settings file, the same for every verb.</summary>
internal static class SettingsOption
{
    /// <summary>The exit code for wrong settings.</summary>
    public const int ExitWrongSettings = 2;

    /// <summary>A new option.</summary>
    public static Option<string> Create() => new("--config", "-c")
    {
        Description = "The settings file.",
        DefaultValueFactory = _ => SettingsFile.DefaultName,
    };

    /// <summary>Reads the settings, or prints what is wrong and gives null.</summary>
    public static Settings? Read(string path)
    {
        var faults = new List<ConfigurationFault>();
        var settings = SettingsFile.Read(path, faults);
        if (faults.Count == 0)
        {
            return settings;
        }

        Print(faults);
        return null;
    }

    /// <summary>Reads the settings for what checks them further: names that are no settings are told there, among the other faults.</summary>
    public static Settings? ReadToCheck(string path)
    {
        var faults = new List<ConfigurationFault>();
        var settings = SettingsFile.Read(path, faults);
        if (settings is null)
        {
            Print(faults);
        }

        return settings;
    }

    /// <summary>Prints every fault at once.</summary>
    public static void Print(IReadOnlyList<ConfigurationFault> faults)
    {
        Console.Error.WriteLine(faults.Count == 1 ? "The settings have a fault:" : $"The settings have {faults.Count} faults:");
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"  {fault}");
        }
    }
}
