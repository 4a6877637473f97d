using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace SdkNode.Node.Configuration;

/// <summary>The effective settings for people: every value and where it came from, secrets redacted.</summary>
internal static class ConfigShow
{
    /// <summary>Writes one line a setting.</summary>
    public static void Write(Settings settings, TextWriter output)
    {
        output.WriteLine($"# {settings.Path}");
        output.WriteLine($"# data folder: {settings.DataFolder}");
        foreach (var (key, value) in settings.Configuration.AsEnumerable().Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{key} = {Shown(key, value!)}{Source(settings, key)}");
        }
    }

    private static string Shown(string key, string value) =>
        IsSecret(key) ? "(hidden)" : key.Equals("Store:ConnectionString", StringComparison.OrdinalIgnoreCase) ? StoreChecks.Redacted(value) : value;

    private static bool IsSecret(string key) => key.EndsWith(":Password", StringComparison.OrdinalIgnoreCase) || key.EndsWith(":Secret", StringComparison.OrdinalIgnoreCase) || key.EndsWith(":Pin", StringComparison.OrdinalIgnoreCase) || key.Equals("Store:NodeKey", StringComparison.OrdinalIgnoreCase);

    private static string Source(Settings settings, string key)
    {
        var provider = settings.Configuration.Providers.Last(provider => provider.TryGet(key, out _));
        return provider switch
        {
            EnvironmentVariablesConfigurationProvider => "   # from the environment",
            MemoryConfigurationProvider => "   # from the profile",
            _ => "",
        };
    }
}
