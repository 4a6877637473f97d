using System.Collections.Concurrent;
using System.Net;

namespace SdkNode.Security.Tests.Certificates;

/// <summary>The wire to CRLs and OCSP answers: counts what is asked, and answers in their place where a test says so.</summary>
internal sealed class StatusWire() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<Uri> _asked = new();

    /// <summary>What OCSP answers instead; null: the real answer.</summary>
    public Func<byte[], HttpContent?>? Ocsp { get; set; }

    /// <summary>What is served as CRL instead; null: the real one.</summary>
    public Func<HttpContent?>? Crl { get; set; }

    public IReadOnlyCollection<Uri> Asked => _asked;

    public int Count(string kind) => _asked.Count(uri => uri.AbsolutePath.StartsWith("/" + kind, StringComparison.Ordinal));

    public static HttpContent? Down() => null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Enqueue(request.RequestUri!);
        if (request.Content is null ? Crl is null : Ocsp is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var content = request.Content is null ? Crl!() : Ocsp!(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        return content is null ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }
}
