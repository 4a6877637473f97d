using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SdkNode.Node.Demo;

/// <summary>One exchange between two access points as it crossed the wire, in two files.</summary>
/// <param name="Receiver">Whose node took the request.</param>
/// <param name="Request">The file with the request's headers and body as received.</param>
/// <param name="Response">The file with the response's.</param>
internal sealed record CapturedExchange(DemoParty Receiver, string Request, string Response);

/// <summary>Writes down what crosses the wire, while it crosses: only with <c>--out</c>.</summary>
internal sealed class WireCapture(string? folder)
{
    private readonly ConcurrentQueue<CapturedExchange> _exchanges = new();
    private int _number;

    /// <summary>What was captured so far, oldest first.</summary>
    public IReadOnlyCollection<CapturedExchange> Exchanges => _exchanges;

    /// <summary>Serves one request with both bodies written to files.</summary>
    public async Task AroundAsync(DemoParty receiver, HttpContext context, RequestDelegate next)
    {
        if (folder is null)
        {
            await next(context);
            return;
        }

        Directory.CreateDirectory(folder);
        var stem = Path.Combine(folder, $".exchange-{Interlocked.Increment(ref _number)}");
        var exchange = new CapturedExchange(receiver, $"{stem}.request.http", $"{stem}.response.http");
        await using (var request = File.Create(exchange.Request))
        await using (var response = File.Create(exchange.Response))
        {
            await request.WriteAsync(RequestHead(context.Request));
            context.Request.Body = new CopyingReadStream(context.Request.Body, request);
            var body = context.Response.Body;
            using var answer = new MemoryStream();
            context.Response.Body = answer;
            try
            {
                await next(context);
            }
            finally
            {
                context.Response.Body = body;
            }

            await response.WriteAsync(ResponseHead(context.Response));
            await response.WriteAsync(answer.ToArray());
            await body.WriteAsync(answer.ToArray());
        }

        _exchanges.Enqueue(exchange);
    }

    private static byte[] RequestHead(HttpRequest request)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Path} {request.Protocol}\r\n");
        return Headers(head, request.Headers);
    }

    private static byte[] ResponseHead(HttpResponse response)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.StatusCode}\r\n");
        return Headers(head, response.Headers);
    }

    private static byte[] Headers(StringBuilder head, IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>Gives what it reads, and writes it to a copy.</summary>
    private sealed class CopyingReadStream(Stream inner, Stream copy) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            await copy.WriteAsync(buffer[..count], CancellationToken.None);
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
            // The copy is flushed when it is closed.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
