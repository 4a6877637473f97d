using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli;

/// <summary>Asks the running node something about keys, which it alone changes.</summary>
internal static class KeyAsking
{
    /// <summary>Asks, and prints the answer or that no node runs.</summary>
    public static async Task<int> AskAsync<T>(string path, Func<ControlClient, Task<T?>> ask, Func<T, int> print)
        where T : class
    {
        if (SettingsOption.Read(path) is not { } settings)
        {
            return SettingsOption.ExitWrongSettings;
        }

        using var node = new ControlClient(settings.DataFolder);
        return await ask(node) is { } answer ? print(answer) : NodeIsDown.Say(settings);
    }
}
