using System.Diagnostics;

namespace SdkNode.Testing;

/// <summary>
/// A real PostgreSQL server of our own in a temporary folder, on a free loopback port. It refuses to run as root, so that under
/// root it runs as the user that Debian's package makes.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _bin = Path.GetDirectoryName(Programs().FirstOrDefault() ?? ExternalProgram.Require("postgres"))!;
    private readonly string[] _settings;
    private Process? _process;
    private int _databases;

    private PostgresServer(string[] settings) => _settings = [.. settings.SelectMany(setting => new[] { "-c", setting })];

    /// <summary>The port, the same after every start.</summary>
    public int Port { get; } = Ports.Take();

    /// <summary>Makes a cluster, starts it and waits until it answers. Skips the test where PostgreSQL is not installed.</summary>
    /// <param name="settings">Settings of the server, such as <c>fsync=off</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] settings)
    {
        var server = new PostgresServer(settings);
        try
        {
            if (IsRoot)
            {
                await server.RunAsync("chown", ["postgres", server._folder.FullName], asPostgres: false);
            }

            await server.RunAsync(server.Bin("initdb"), ["-D", server.Data, "-A", "trust", "-U", "sdknode", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"db{Interlocked.Increment(ref _databases)}";
        await RunAsync(Bin("createdb"), ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "sdknode", name]);
        return ConnectionTo(name);
    }

    /// <summary>The connection string of a database.</summary>
    public string ConnectionTo(string database) => $"Host=127.0.0.1;Port={Port};Username=sdknode;Database={database}";

    /// <summary>Starts it when it is stopped, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(StartInfo(Bin("postgres"), ["-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", .. _settings], asPostgres: true))!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await IsReadyAsync(limit.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL ended with {_process.ExitCode} instead of answering.");
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Kills every process of the server: as if the machine had lost its power, but for what the disk had not got yet.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => _folder.PathOf("data");

    private string Bin(string program) => Path.Combine(_bin, program);

    private static IEnumerable<string> Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin", "postgres")).Where(File.Exists)
        : [];

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(Bin("pg_isready"), ["-q", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "sdknode", "-d", "postgres"], asPostgres: false))!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }

    private async Task RunAsync(string program, string[] arguments, bool asPostgres = true)
    {
        using var process = Process.Start(StartInfo(program, arguments, asPostgres))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error} {await output}");
        }
    }

    private ProcessStartInfo StartInfo(string program, string[] arguments, bool asPostgres) => asPostgres && IsRoot
        ? new("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName }
        : new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
}
