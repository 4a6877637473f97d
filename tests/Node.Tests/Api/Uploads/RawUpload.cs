using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SdkNode.Node.Tests.Api.Uploads;

/// <summary>A request by hand over a socket: it writes as long as the node lets it, and sees what is answered meanwhile.</summary>
internal sealed class RawUpload : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _line;

    private RawUpload(TcpClient client) => (_client, _line) = (client, client.GetStream());

    /// <summary>Octets of the body that the socket has taken.</summary>
    public long Sent { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Connects and sends the head of a request.</summary>
    public static Task<RawUpload> BeginAsync(ApiClient client, params string[] headers) => BeginAsync(client.Http, headers);

    /// <summary>Connects and sends the head of a request.</summary>
    public static async Task<RawUpload> BeginAsync(HttpClient client, params string[] headers)
    {
        var connection = new TcpClient { SendBufferSize = 64 * 1024 };
        await connection.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port, Cancelled);
        var upload = new RawUpload(connection);
        string[] usual = [$"Host: {client.BaseAddress.Authority}", $"Authorization: {client.DefaultRequestHeaders.Authorization}", "Content-Type: application/json"];
        var own = usual.Where(line => !headers.Any(header => header.Split(':')[0] == line.Split(':')[0]));
        string[] lines = ["POST /v1/sdk/messages HTTP/1.1", .. own, .. headers, "", ""];
        await upload._line.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), Cancelled);
        return upload;
    }

    /// <summary>Sends a piece of the body as it is.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> piece)
    {
        await _line.WriteAsync(piece, Cancelled);
        Sent += piece.Length;
    }

    /// <summary>Sends a beginning and then the same again and again, until there is an answer; gives the answer.</summary>
    /// <param name="chunked">Whether the body is sent in chunks.</param>
    /// <param name="beginning">What comes first.</param>
    /// <param name="more">What comes again and again.</param>
    /// <param name="most">How many octets to send at most; then the answer is awaited.</param>
    public async Task<string> SendEndlesslyAsync(bool chunked, string beginning, string more, long most = long.MaxValue)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var answer = ReadAsync();
        _ = answer.ContinueWith(_ => answered.CancelAsync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(more, 64 * 1024 / more.Length)));
        try
        {
            await WriteAsync(Encoding.UTF8.GetBytes(beginning));
            while (!answer.IsCompleted && Sent < most)
            {
                await WriteAsync(piece);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !Cancelled.IsCancellationRequested)
        {
            // The node takes no more; what it said is there.
        }

        return await answer;

        async Task WriteAsync(byte[] octets)
        {
            if (chunked)
            {
                await _line.WriteAsync(Encoding.ASCII.GetBytes(octets.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), answered.Token);
            }

            await _line.WriteAsync(octets, answered.Token);
            Sent += octets.Length;
            if (chunked)
            {
                await _line.WriteAsync("\r\n"u8.ToArray(), answered.Token);
            }
        }
    }

    /// <summary>Reads one answer: an interim one without a body, or a final one with all of its body.</summary>
    public async Task<string> ReadAsync()
    {
        var read = new MemoryStream();
        var octet = new byte[1];
        while (!EndsHead(read) && await _line.ReadAsync(octet, Cancelled) > 0)
        {
            read.Write(octet);
        }

        var head = Encoding.UTF8.GetString(read.ToArray());
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?.Split(':')[1];
        var body = new byte[int.Parse(length ?? "0", CultureInfo.InvariantCulture)];
        await _line.ReadExactlyAsync(body, Cancelled);
        return head + Encoding.UTF8.GetString(body);
    }

    public void Dispose() => _client.Dispose();

    private static bool EndsHead(MemoryStream read) => read.Length >= 4 && read.GetBuffer().AsSpan(0, (int)read.Length).EndsWith("\r\n\r\n"u8);
}
