using SdkNode.Node.Tests.Cli;

[assembly: AssemblyFixture(typeof(DemoOutput))]

namespace SdkNode.Node.Tests.Cli;

/// <summary>One <c>demo --once --message --out</c>, run when the first test asks for it.</summary>
public sealed class DemoOutput : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<(int Exit, string Text)>> _run;

    public DemoOutput() => _run = new(async () =>
    {
        await using var demo = RunningProgram.Start("demo", "--once", "--message", SharedFiles.Official("samples/sdk-message/messageWithAttachments3.xml"), "--out", _folder.FullName);
        return (await demo.WaitForExitAsync(TimeSpan.FromMinutes(3)), demo.Text);
    });

    internal Task<(int Exit, string Text)> RunAsync() => _run.Value;

    /// <summary>The full path of a file that the demo wrote.</summary>
    internal async Task<string> FileAsync(string name)
    {
        var (_, text) = await _run.Value;
        Assert.True(File.Exists(_folder.PathOf(name)), $"{name} was not written:\n{text}");
        return _folder.PathOf(name);
    }

    public void Dispose() => _folder.Dispose();
}
