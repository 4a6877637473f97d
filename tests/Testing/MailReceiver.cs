using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace SdkNode.Testing;

/// <summary>smtp-server, a mail server that this project did not write; it keeps what it is given.</summary>
public sealed class MailReceiver : IDisposable
{
    private readonly NodeJsServer _server;

    private MailReceiver(NodeJsServer server) => _server = server;

    /// <summary>Its port on this machine.</summary>
    public int Port => int.Parse(_server.Greeting, CultureInfo.InvariantCulture);

    /// <summary>The letters so far: <c>from</c>, <c>to</c>, <c>secure</c>, <c>user</c>, <c>data</c>.</summary>
    public IReadOnlyList<JsonObject> Letters => [.. _server.Lines.Select(line => (JsonObject)JsonNode.Parse(line)!)];

    /// <summary>Starts it.</summary>
    /// <param name="certificate">What it shows, with its key; null: it speaks no TLS.</param>
    /// <param name="implicitTls">Whether TLS begins with the first octet.</param>
    /// <param name="user">Who may log in, and must; null: nobody needs to.</param>
    /// <param name="password">With which password.</param>
    /// <param name="refuse">Why it takes no letter; null: it does.</param>
    /// <param name="refusedTo">For whom it takes none; null: for anybody.</param>
    public static async Task<MailReceiver> StartAsync(X509Certificate2? certificate = null, bool implicitTls = false, string? user = null, string? password = null, string? refuse = null, string? refusedTo = null) => new(await NodeJsServer.StartAsync("smtp-server", new JsonObject
    {
        ["tls"] = certificate is null ? "none" : implicitTls ? "implicit" : "starttls",
        ["cert"] = certificate?.ExportCertificatePem(),
        ["key"] = certificate?.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(),
        ["user"] = user,
        ["password"] = password,
        ["refuse"] = refuse,
        ["refusedTo"] = refusedTo,
    }));

    /// <summary>The letters, when there are so many.</summary>
    public async Task<IReadOnlyList<JsonObject>> WaitAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Letters.Count < count)
        {
            await Task.Delay(20, limit.Token);
        }

        return Letters;
    }

    /// <inheritdoc />
    public void Dispose() => _server.Dispose();
}
