using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace SdkNode.Node.Configuration;

/// <summary>The settings as read, before keys and certificates are loaded.</summary>
/// <param name="Path">The file's full path; relative paths inside it start from its folder.</param>
/// <param name="Options">The bound options.</param>
/// <param name="Configuration">Where each value came from, for <c>config show</c>.</param>
internal sealed record Settings(string Path, NodeOptions Options, IConfigurationRoot Configuration)
{
    /// <summary>A path from the settings, made absolute from the settings file's folder.</summary>
    public string Resolve(string path) => System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(Path)!);

    /// <summary>The data folder, absolute.</summary>
    public string DataFolder => Resolve(Options.DataFolder);
}

/// <summary>Reads one JSON file with <c>SDKNODE_</c> environment variables over it.</summary>
internal static class SettingsFile
{
    /// <summary>The file that verbs use when none is named.</summary>
    public const string DefaultName = "sdknode.json";

    /// <summary>Reads the settings; faults are added to <paramref name="faults"/> and then the result is null.</summary>
    public static Settings? Read(string path, List<ConfigurationFault> faults)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            faults.Add(new("settings file", path, "There is no such file.", "Name it with --config FILE, or run \"sdknode demo\" to see one being made."));
            return null;
        }

        try
        {
            var configuration = new ConfigurationBuilder().AddJsonFile(path, optional: false).AddEnvironmentVariables("SDKNODE_").Build();
            faults.AddRange(UnknownSettings.Find(configuration, typeof(NodeOptions)));
            var options = new NodeOptions();
            configuration.Bind(options);
            return faults.Count == 0 ? new Settings(path, options, configuration) : null;
        }
        catch (InvalidDataException e) when (e.InnerException is { } inner)
        {
            var json = inner as JsonException ?? inner.InnerException as JsonException;
            var where = json?.LineNumber is { } line ? $"line {line + 1}: " : "";
            faults.Add(new("settings file", path, $"It is not JSON: {where}{(json ?? inner).Message}", "Mend the line."));
        }
        catch (InvalidOperationException e)
        {
            faults.Add(new("settings file", path, e.Message, $"{e.InnerException?.Message} Give a value of the right kind (a time as 01:30:00, a number without quotes, true or false)."));
        }

        return null;
    }
}
