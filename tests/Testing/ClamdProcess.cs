using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace SdkNode.Testing;

/// <summary>A real clamd of our own: it knows one signature, the EICAR file's, and listens on loopback and a socket file.</summary>
public sealed class ClamdProcess : IDisposable
{
    /// <summary>The most that it takes of one content, octets.</summary>
    public const int StreamMaxBytes = 2 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly string _program = ExternalProgram.Require("clamd");
    private Process? _process;

    private ClamdProcess()
    {
        Directory.CreateDirectory(_folder.PathOf("db"));
        File.WriteAllText(_folder.PathOf("db/eicar.ndb"), $"SdkNode.Test.Eicar:0:*:{Convert.ToHexStringLower(Eicar.Octets)}\n");
    }

    /// <summary>Where it listens on loopback; another one after every start.</summary>
    public int Port { get; private set; }

    /// <summary>Its socket file, the same after every start.</summary>
    public string SocketPath => _folder.PathOf("clamd.sock");

    /// <summary>Starts clamd and waits until it answers. Skips the test where clamd is not installed.</summary>
    public static async Task<ClamdProcess> StartAsync()
    {
        var clamd = new ClamdProcess();
        try
        {
            await clamd.StartAgainAsync();
            return clamd;
        }
        catch
        {
            clamd.Dispose();
            throw;
        }
    }

    /// <summary>Starts it when it is stopped, and waits until it answers.</summary>
    public async Task StartAgainAsync()
    {
        Port = Ports.Take();
        await File.WriteAllTextAsync(_folder.PathOf("clamd.conf"), $"""
            Foreground yes
            LocalSocket {SocketPath}
            TCPSocket {Port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {_folder.PathOf("db")}
            TemporaryDirectory {_folder.FullName}
            StreamMaxLength {StreamMaxBytes}
            ConcurrentDatabaseReload no

            """);
        _process = Process.Start(new ProcessStartInfo(_program, ["--config-file", _folder.PathOf("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await AnswersAsync(limit.Token))
        {
            Assert.False(_process.HasExited, "clamd ended instead of answering.");
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Stops it at once; its socket file is gone.</summary>
    public void Stop()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
        File.Delete(SocketPath);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            await client.GetStream().WriteAsync("zPING\0"u8.ToArray(), cancellationToken);
            var answer = new byte[5];
            await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
            return answer.AsSpan().SequenceEqual("PONG\0"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
