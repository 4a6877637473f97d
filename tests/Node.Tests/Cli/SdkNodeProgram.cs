namespace SdkNode.Node.Tests.Cli;

/// <summary>The built program, run as an admin runs it.</summary>
internal static class SdkNodeProgram
{
    /// <summary>The executable beside the tests, the same that <c>dotnet build</c> makes of the node.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sdknode.exe" : "sdknode");

    /// <summary>Runs a verb to its end in the development environment.</summary>
    public static Task<ProgramResult> RunAsync(params string[] arguments) =>
        ExternalProgram.RunAsync("env", ["DOTNET_ENVIRONMENT=Development", Path, .. arguments]);

    /// <summary>Runs a verb that must end with <paramref name="exit"/>, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(int exit, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        var text = result.Text + result.Error;
        Assert.True(result.ExitCode == exit, $"sdknode {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{text}");
        Assert.DoesNotContain("   at SdkNode.", text, StringComparison.Ordinal);
        return text;
    }
}
