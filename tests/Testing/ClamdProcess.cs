using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SdkNode.Adapters.VirusScan;

namespace SdkNode.Adapters.Tests.VirusScan;

/// <summary>A real clamd of our own: it knows one signature, the EICAR file's, and listens on loopback and a socket file.</summary>
internal sealed class ClamdProcess : IDisposable
{
    public const int StreamMaxBytes = 2 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private ClamdProcess()
    {
        var program = ExternalProgram.Require("clamd");
        Port = FreePort();
        Directory.CreateDirectory(_folder.PathOf("db"));
        File.WriteAllText(_folder.PathOf("db/eicar.ndb"), $"SdkNode.Test.Eicar:0:*:{Convert.ToHexStringLower(Eicar.Octets)}\n");
        File.WriteAllText(_folder.PathOf("clamd.conf"), $"""
            Foreground yes
            LocalSocket {SocketPath}
            TCPSocket {Port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {_folder.PathOf("db")}
            TemporaryDirectory {_folder.FullName}
            StreamMaxLength {StreamMaxBytes}
            ConcurrentDatabaseReload no

            """);
        _process = Process.Start(new ProcessStartInfo(program, ["--config-file", _folder.PathOf("clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    public string SocketPath => _folder.PathOf("clamd.sock");

    public ClamdScanner OverTcp => Scanner($"127.0.0.1:{Port}");

    public ClamdScanner OverUnixSocket => Scanner($"unix:{SocketPath}");

    /// <summary>Starts clamd and waits until it answers. Skips the test where clamd is not installed.</summary>
    public static async Task<ClamdProcess> StartAsync()
    {
        var clamd = new ClamdProcess();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        ScanFault? fault;
        while ((fault = await clamd.OverTcp.PingAsync(limit.Token)) is not null && !clamd._process.HasExited)
        {
            await Task.Delay(20, limit.Token);
        }

        Assert.Null(fault);
        return clamd;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static ClamdScanner Scanner(string address) => new(new ClamdOptions(ClamdAddress.Parse(address).Value!), TimeProvider.System);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
