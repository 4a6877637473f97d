using SdkNode.Node.Configuration;

namespace SdkNode.Node.Cli;

/// <summary>What a verb says that needs a running node where none runs.</summary>
internal static class NodeIsDown
{
    /// <summary>Says it and gives the exit code.</summary>
    public static int Say(Settings settings)
    {
        Console.Error.WriteLine($"No node runs with the data folder {settings.DataFolder}. Start it with: sdknode run --config {settings.Path}");
        return 1;
    }
}
