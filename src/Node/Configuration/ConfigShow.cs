using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace SdkNode.Node.Configuration;

/// <summary>A setting as people may see it.</summary>
/// <param name="Key">Its key, with colons between the parts.</param>
/// <param name="Value">Its value; <c>(hidden)</c> for a secret.</param>
/// <param name="Source">Where it came from, where that is not the settings file: <c>environment</c> or <c>profile</c>.</param>
internal sealed record ShownSetting(string Key, string Value, string? Source);

/// <summary>The effective settings for people: every value and where it came from, secrets redacted.</summary>
internal static class ConfigShow
{
    // What a key's last part ends with where its value is a secret; a path to one is none.
    private static readonly string[] s_secrets = ["Password", "Secret", "Pin", "NodeKey", "Token"];

    /// <summary>Writes one line a setting.</summary>
    public static void Write(Settings settings, TextWriter output)
    {
        output.WriteLine($"# {settings.Path}");
        output.WriteLine($"# data folder: {settings.DataFolder}");
        foreach (var (key, value, source) in All(settings))
        {
            output.WriteLine($"{key} = {value}{(source is null ? "" : $"   # from the {source}")}");
        }
    }

    /// <summary>All settings that have a value, by key.</summary>
    public static IReadOnlyList<ShownSetting> All(Settings settings) =>
    [
        .. settings.Configuration.AsEnumerable().Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new ShownSetting(pair.Key, Shown(pair.Key, pair.Value!), Source(settings, pair.Key))),
    ];

    private static string Shown(string key, string value) =>
        IsSecret(key) ? "(hidden)" : key.Equals("Store:ConnectionString", StringComparison.OrdinalIgnoreCase) ? StoreChecks.Redacted(value) : value;

    private static bool IsSecret(string key) => s_secrets.Any(secret => key.EndsWith(secret, StringComparison.OrdinalIgnoreCase));

    private static string? Source(Settings settings, string key)
    {
        var provider = settings.Configuration.Providers.Last(provider => provider.TryGet(key, out _));
        return provider switch
        {
            EnvironmentVariablesConfigurationProvider => "environment",
            MemoryConfigurationProvider => "profile",
            _ => null,
        };
    }
}
