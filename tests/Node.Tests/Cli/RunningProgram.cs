using System.Collections.Concurrent;
using System.Diagnostics;

namespace SdkNode.Node.Tests.Cli;

/// <summary>The program while it runs; killed at the end if it has not stopped by itself.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _more = new(0);

    private RunningProgram(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it has written so far.</summary>
    public string Text => string.Join('\n', _lines);

    public static RunningProgram Start(params string[] arguments) => Start([], arguments);

    /// <summary>Starts it under another program that watches it: <paramref name="prefix"/> and its arguments.</summary>
    public static RunningProgram Start(IReadOnlyList<string> prefix, params string[] arguments)
    {
        string[] line = [.. prefix, SdkNodeProgram.Path, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the <paramref name="count"/>-th line that holds <paramref name="text"/>.</summary>
    public async Task<string> WaitForAsync(string text, int count = 1)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (true)
        {
            if (_lines.Where(line => line.Contains(text, StringComparison.Ordinal)).Skip(count - 1).FirstOrDefault() is { } found)
            {
                return found;
            }

            try
            {
                await _more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"\"{text}\" did not come within {s_limit.TotalSeconds} s:\n{Text}");
            }
        }
    }

    /// <summary>Sends SIGTERM and gives the exit code; it must end within <paramref name="most"/>.</summary>
    public async Task<int> TerminateAsync(TimeSpan? most = null)
    {
        await SignalAsync();
        return await WaitForExitAsync(most);
    }

    /// <summary>Sends a signal.</summary>
    public Task SignalAsync(string name = "TERM") => ExternalProgram.RunAsync("kill", [$"-{name}", $"{_process.Id}"]);

    /// <summary>Kills it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end and gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? most = null)
    {
        using var limit = new CancellationTokenSource(most ?? s_limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not end within {(most ?? s_limit).TotalSeconds} s:\n{Text}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _more.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is { } line)
        {
            _lines.Enqueue(line);
            _more.Release();
        }
    }
}
