using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace SdkNode.Testing;

/// <summary>A server of somebody else's that runs on Node.js, as a process of its own; <c>eng/test</c> installs it below <c>artifacts</c>.</summary>
public sealed class NodeJsServer : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private bool _isDisposed;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _reading;

    private NodeJsServer(Process process, string greeting)
    {
        (_process, Greeting) = (process, greeting);
        _reading = ReadAsync();
    }

    /// <summary>The first line that it printed: where it is.</summary>
    public string Greeting { get; }

    /// <summary>The lines that it printed since.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Starts <c>server.mjs</c> of a tool and hands it its setup.</summary>
    public static async Task<NodeJsServer> StartAsync(string tool, JsonObject setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var folder = Path.Combine(SharedFiles.RepositoryRoot, "artifacts", tool);
        ExternalProgram.Require("node");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{tool} is not installed; eng/test does it.");
            Assert.Fail($"{tool} is not installed; eng/test does it.");
        }

        var start = new ProcessStartInfo("node", ["server.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        await process.StandardInput.WriteLineAsync(setup.ToJsonString());
        await process.StandardInput.FlushAsync();
        using var limit = new CancellationTokenSource(s_limit);
        var greeting = await process.StandardOutput.ReadLineAsync(limit.Token);
        Assert.NotNull(greeting);
        return new NodeJsServer(process, greeting);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _reading.Wait(s_limit);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }
}
