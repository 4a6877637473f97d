using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Configuration;

/// <summary>The settings as read, before keys and certificates are loaded.</summary>
/// <param name="Path">The file's full path; relative paths inside it start from its folder.</param>
/// <param name="Options">The bound options.</param>
/// <param name="Configuration">Where each value came from, for <c>config show</c>.</param>
internal sealed record Settings(string Path, NodeOptions Options, IConfigurationRoot Configuration)
{
    /// <summary>Names that are no settings: with these nothing is started, but what else is wrong can be told in the same breath.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; init; } = [];

    /// <summary>A path from the settings, made absolute from the settings file's folder.</summary>
    public string Resolve(string path) => System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(Path)!);

    /// <summary>The data folder, absolute.</summary>
    public string DataFolder => Resolve(Options.DataFolder);

    /// <summary>Where the store is.</summary>
    public StorePlace Store => new(DataFolder)
    {
        ConnectionString = StoreChecks.WithPassword(Options.Store, Resolve),
        ContentFolder = Options.Store.ContentFolder is { } content ? Resolve(content) : DataFolder,
        NodeKeyFile = Options.Store.NodeKeyFile is { } key ? Resolve(key) : System.IO.Path.Combine(DataFolder, "keys", "node.key"),
        NodeKeyText = Options.Store.NodeKey,
        NodeKeyWrap = Options.Store.NodeKeyWrap is { } uri ? new Lazy<RSA>(() => HardwareWrap.Open(Options.Pkcs11, uri, Resolve)) : null,
    };
}

/// <summary>Reads one JSON file with <c>SDKNODE_</c> environment variables over it.</summary>
internal static class SettingsFile
{
    /// <summary>The file that verbs use when none is named.</summary>
    public const string DefaultName = "sdknode.json";

    /// <summary>
    /// Reads the settings. Faults are added to <paramref name="faults"/>; the result is null where they leave nothing that could be
    /// bound, and else carries them too.
    /// </summary>
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
            var written = new ConfigurationBuilder().AddJsonFile(path, optional: false).AddEnvironmentVariables("SDKNODE_").Build();
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(EnvironmentProfiles.Below(written, faults))
                .AddJsonFile(path, optional: false).AddEnvironmentVariables("SDKNODE_").Build();
            faults.AddRange(UnknownSettings.Find(configuration, typeof(NodeOptions)));
            var wrong = SettingValues.Find(configuration, typeof(NodeOptions)).ToList();
            faults.AddRange(wrong);
            if (wrong.Count > 0)
            {
                return null;
            }

            var options = new NodeOptions();
            configuration.Bind(options);
            return new Settings(path, options, configuration) { Faults = [.. faults] };
        }
        catch (InvalidDataException e) when (e.InnerException is { } inner)
        {
            var json = inner as JsonException ?? inner.InnerException as JsonException;
            var where = json?.LineNumber is { } line ? $"line {line + 1}: " : "";
            faults.Add(new("settings file", path, $"It is not JSON: {where}{(json ?? inner).Message}", "Mend the line."));
        }

        return null;
    }
}
