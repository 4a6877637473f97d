using System.Text;
using SdkNode.Node.Tests.Cli;

namespace SdkNode.Node.Tests.Api;

/// <summary>docs/integrate.md, run as it stands: what an integrator with curl and openssl does.</summary>
public sealed class IntegratorWalkTests
{
    // Around the page's own commands: stop at the first that fails, and never leave the demo behind.
    private const string Before = "set -eu -o pipefail\ntrap 'status=$?; for job in $(jobs -p); do kill \"$job\" || true; done 2> /dev/null; wait; exit $status' EXIT\n";

    [Fact]
    [Rule("API-0.1")]
    [Rule("API-1.1")]
    public async Task The_walk_through_works_as_it_stands()
    {
        foreach (var program in new[] { "bash", "curl", "openssl" })
        {
            ExternalProgram.Require(program);
        }

        using var folder = new TemporaryFolder();
        var page = ShellDocument.Read(Path.Combine(SharedFiles.RepositoryRoot, "docs", "integrate.md"));
        var script = folder.File("walk.sh", Encoding.UTF8.GetBytes(Before + string.Join('\n', page.Commands)));
        var path = $"{Path.GetDirectoryName(SdkNodeProgram.Path)}:{Environment.GetEnvironmentVariable("PATH")}";
        var walk = await ExternalProgram.RunAsync("env", [$"PATH={path}", "DOTNET_ENVIRONMENT=Development", "bash", script], folder: folder.FullName);

        Assert.True(walk.ExitCode == 0, $"It ended with {walk.ExitCode}:\n{walk.Text}\n{walk.Error}\n{Log(folder)}");
        Assert.True(page.FirstMissing(walk.Text) is null, $"Not printed: {page.FirstMissing(walk.Text)}\n{walk.Text}");
        Assert.Equal(await ReadAsync(folder, "request.pdf"), await ReadAsync(folder, "arrived.pdf"));
        Assert.False(File.Exists(folder.PathOf("demo.env")));
    }

    private static Task<byte[]> ReadAsync(TemporaryFolder folder, string name) => File.ReadAllBytesAsync(folder.PathOf(name), TestContext.Current.CancellationToken);

    private static string Log(TemporaryFolder folder) => folder.PathOf("demo.log") is var log && File.Exists(log) ? File.ReadAllText(log) : "";
}
