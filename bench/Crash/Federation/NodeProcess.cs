using System.Diagnostics;
using System.Globalization;
using SdkNode.FaultNode;

namespace SdkNode.Crash.Federation;

/// <summary>One node as a process of its own, started again and again with the same settings file.</summary>
internal sealed class NodeProcess(string folder, int partnerPort, int apiPort) : IAsyncDisposable
{
    private readonly Lock _logging = new();
    private Process? _process;
    private TaskCompletionSource _ready = new();

    /// <summary>The program: the node with fault points, beside this program in the build's output.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "FaultNode", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "faultnode"));

    /// <summary>Its settings file.</summary>
    public string Settings => Path.Combine(folder, "sdknode.json");

    /// <summary>What it writes, every start after the other.</summary>
    public string Log => Path.Combine(folder, "node.log");

    /// <summary>Where partners reach it.</summary>
    public int PartnerPort => partnerPort;

    /// <summary>Where clients reach it.</summary>
    public int ApiPort => apiPort;

    /// <summary>By how much its clock is wrong since the last start.</summary>
    public TimeSpan ClockError { get; private set; }

    /// <summary>The most by which it has been fast.</summary>
    public TimeSpan Fastest { get; private set; }

    /// <summary>The time from start to readiness, of all starts that came so far.</summary>
    public List<TimeSpan> StartTimes { get; } = [];

    /// <summary>Ends when the node says that it runs.</summary>
    public Task Ready => _ready.Task;

    private string Deaths => Path.Combine(folder, "deaths.log");

    /// <summary>Starts the process.</summary>
    public void Start(NodeStart how)
    {
        _process?.Dispose();
        (ClockError, Fastest) = (how.ClockError, how.ClockError > Fastest ? how.ClockError : Fastest);
        var ready = _ready = new TaskCompletionSource();
        var started = Stopwatch.StartNew();
        var start = Arguments("run", "--config", Settings);
        start.RedirectStandardInput = true;
        start.Environment[FaultPoints.Log] = Deaths;
        start.Environment[FaultPoints.ClockError] = how.ClockError.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (how.DieAt is { } at)
        {
            start.Environment[FaultPoints.DieAt] = $"{at.Point}:{at.Time}";
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;

        void Note(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (_logging)
            {
                File.AppendAllText(Log, line + "\n");
                if (line.StartsWith("Running.", StringComparison.Ordinal) && ready.TrySetResult())
                {
                    StartTimes.Add(started.Elapsed);
                }
            }
        }
    }

    /// <summary>Pulls the plug.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
        }
    }

    /// <summary>Tells it to stop in order; true when it has done so in time and well.</summary>
    public async Task<bool> StopAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using (var told = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
        {
            await told.WaitForExitAsync(cancellationToken);
        }

        if (await HasEndedWithinAsync(most, cancellationToken))
        {
            return _process!.ExitCode == 0;
        }

        Kill();
        await HasEndedWithinAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        return false;
    }

    /// <summary>Whether it has ended within a time.</summary>
    public async Task<bool> HasEndedWithinAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(most);
        try
        {
            await _process!.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether its end was SIGKILL, and not one of its own.</summary>
    public bool WasKilled => _process!.ExitCode == 128 + 9;

    /// <summary>At which fault points it has died so far, in order.</summary>
    public string[] DeathsSoFar() => File.Exists(Deaths) ? File.ReadAllLines(Deaths) : [];

    /// <summary>Runs another verb of the program to its end and gives what it wrote.</summary>
    public async Task<string> RunVerbAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Arguments([.. arguments, "--config", Settings]))!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {text}{await error}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Kill();
        if (_process is { } process)
        {
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    private static ProcessStartInfo Arguments(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";

        // One of several nodes on a small machine: no heap per core, no collector beside the work; starts count more than peak speed.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
