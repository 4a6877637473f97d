using System.Text;
using SdkNode.Node.Tests.Api;

namespace SdkNode.Node.Tests.Cli;

/// <summary>docs/operations/connect.md, run as it stands: an admin takes a new node to the testbed's "qa" environment.</summary>
public sealed class ConnectWalkTests
{
    // Around the page's own commands: stop at the first that fails, and never leave the testbed or the node behind.
    private const string Before = "set -eu -o pipefail\ntrap 'status=$?; for job in $(jobs -p); do kill \"$job\" || true; done 2> /dev/null; wait; exit $status' EXIT\n";

    [Fact]
    [Rule("PKI-1")]
    public async Task A_new_node_is_connected_by_the_page_as_it_stands_in_under_20_commands()
    {
        foreach (var program in new[] { "bash", "curl" })
        {
            ExternalProgram.Require(program);
        }

        using var folder = new TemporaryFolder();
        var page = ShellDocument.Read(Path.Combine(SharedFiles.RepositoryRoot, "docs", "operations", "connect.md"));
        Assert.InRange(page.Commands.Sum(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length), 10, 19);
        var script = folder.File("walk.sh", Encoding.UTF8.GetBytes(Before + string.Join('\n', page.Commands)));
        var path = $"{Path.GetDirectoryName(SdkNodeProgram.Path)}:{Environment.GetEnvironmentVariable("PATH")}";
        var walk = await ExternalProgram.RunAsync("env", [$"PATH={path}", "bash", script], folder: folder.FullName);

        Assert.True(walk.ExitCode == 0, $"It ended with {walk.ExitCode}:\n{walk.Text}\n{walk.Error}");
        Assert.True(page.FirstMissing(walk.Text) is null, $"Not printed: {page.FirstMissing(walk.Text)}\n{walk.Text}");
    }
}
