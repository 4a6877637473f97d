using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace SdkNode.Testing;

/// <summary>A real rsyslogd of our own, which takes syslog over TLS on loopback and writes down what it understood.</summary>
public sealed class SyslogServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    private SyslogServer()
    {
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; } = Ports.Take();

    /// <summary>What it has understood: priority, MSGID and text of each message, a tab between them.</summary>
    public IReadOnlyList<string> Lines => File.Exists(_folder.PathOf("got")) ? File.ReadAllLines(_folder.PathOf("got")) : [];

    /// <summary>Starts it with a certificate for <c>localhost</c>.</summary>
    /// <param name="certificate">What it shows, with its key.</param>
    /// <param name="root">Its root.</param>
    public static async Task<SyslogServer> StartAsync(X509Certificate2 certificate, X509Certificate2 root)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(root);
        var server = new SyslogServer();
        try
        {
            using var key = certificate.GetRSAPrivateKey()!;
            await File.WriteAllTextAsync(server._folder.PathOf("root.pem"), root.ExportCertificatePem());
            await File.WriteAllTextAsync(server._folder.PathOf("cert.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(server._folder.PathOf("key.pem"), key.ExportPkcs8PrivateKeyPem());
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts it when it is stopped, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        await File.WriteAllTextAsync(_folder.PathOf("conf"), $"""
            global(workDirectory="{_folder.FullName}" maxMessageSize="256k" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="{_folder.PathOf("root.pem")}"
              defaultNetstreamDriverCertFile="{_folder.PathOf("cert.pem")}" defaultNetstreamDriverKeyFile="{_folder.PathOf("key.pem")}")
            module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
            template(name="line" type="string" string="%pri%\t%app-name%\t%msgid%\t%timestamp:::date-rfc3339%\t%msg%\n")
            input(type="imtcp" port="{Port}" address="127.0.0.1")
            action(type="omfile" file="{_folder.PathOf("got")}" template="line")

            """);
        _process = Process.Start(new ProcessStartInfo(ExternalProgram.Require("rsyslogd"), ["-n", "-f", _folder.PathOf("conf"), "-i", _folder.PathOf("pid")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            Assert.False(_process.HasExited, "rsyslogd ended instead of listening.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    /// <summary>Stops it at once.</summary>
    public void Stop()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }
}
