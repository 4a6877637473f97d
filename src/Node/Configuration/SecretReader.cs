namespace SdkNode.Node.Configuration;

/// <summary>Reads a secret that stands in the settings or, better, in a file of its own.</summary>
internal static class SecretReader
{
    /// <summary>The secret; empty where none is given, null where its file can't be read, which is added to <paramref name="faults"/>.</summary>
    public static string? Read(string key, string? value, string? file, Settings settings, List<ConfigurationFault> faults)
    {
        if (file is null)
        {
            return value ?? "";
        }

        var path = settings.Resolve(file);
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(key, path, $"It can't be read: {e.Message}", "Make the file with the secret on its first line, readable by the node's user alone."));
            return null;
        }
    }
}
