using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>Authorities like the federation's (SPEC 9) with their CRLs and OCSP answers, really signed, on a loopback port.</summary>
public sealed class DevelopmentPki : IAsyncDisposable
{
    private readonly StatusServer _server;
    private readonly AuthorityFactory _factory;

    private DevelopmentPki(StatusServer server, AuthorityFactory factory, CertificateAuthority[] authorities)
    {
        (_server, _factory) = (server, factory);
        (Ap, Smp, Tls, O2O) = (authorities[0], authorities[1], authorities[2], authorities[3]);
    }

    /// <summary>Where CRLs and OCSP answers are served.</summary>
    public Uri BaseAddress => _server.BaseAddress;

    /// <summary>Access points: root, then issuing CA.</summary>
    public CertificateAuthority Ap { get; }

    /// <summary>Service metadata publishers: the root itself issues.</summary>
    public CertificateAuthority Smp { get; }

    /// <summary>TLS servers and clients: root, then function CA.</summary>
    public CertificateAuthority Tls { get; }

    /// <summary>Organisations: root, then function CA.</summary>
    public CertificateAuthority O2O { get; }

    /// <summary>Whether CRLs are served; else 503.</summary>
    public bool CrlAvailable
    {
        get => _server.CrlAvailable;
        set => _server.CrlAvailable = value;
    }

    /// <summary>Whether OCSP is answered; else 503.</summary>
    public bool OcspAvailable
    {
        get => _server.OcspAvailable;
        set => _server.OcspAvailable = value;
    }

    /// <summary>How long an answer waits, to imitate a slow service.</summary>
    public TimeSpan Delay
    {
        get => _server.Delay;
        set => _server.Delay = value;
    }

    /// <summary>How many times CRLs and OCSP answers have been asked for.</summary>
    public int StatusRequests => _server.Requests;

    /// <summary>Makes the authorities, their keys in parallel, and starts serving.</summary>
    public static async Task<DevelopmentPki> StartAsync(DevelopmentPkiOptions options, CancellationToken cancellationToken)
    {
        var server = await StatusServer.StartAsync(cancellationToken);
        var factory = new AuthorityFactory(options, server.BaseAddress);
        try
        {
            var environment = options.Environment;
            string[] tls = [CertificateProfiles.ServerAuth, CertificateProfiles.ClientAuth];
            var authorities = await Task.WhenAll(
                Task.Run(() => Create(factory, $"Rot CA eDelivery Accesspunkt-{environment}", $"Accesspunkt CA-SDK-{environment}", []), cancellationToken),
                Task.Run(() => Create(factory, $"Rot CA eDelivery SMP-{environment}", null, []), cancellationToken),
                Task.Run(() => Create(factory, $"{environment} e-id Root CA", $"{environment} e-id Function CA", tls), cancellationToken),
                Task.Run(() => Create(factory, $"{environment} Organisation Root CA", $"{environment} Organisation Function CA", tls), cancellationToken));
            server.Serve(factory);
            return new DevelopmentPki(server, factory, authorities);
        }
        catch
        {
            factory.Dispose();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Revokes a certificate that one of the authorities issued, at once in CRL and OCSP.</summary>
    /// <exception cref="ArgumentException">None of the authorities issued it.</exception>
    public void Revoke(X509Certificate2 certificate)
    {
        var issuer = _factory.FindIssuer(node => node.IsIssuerOf(certificate))
            ?? throw new ArgumentException($"{certificate.Issuer} is no authority of this PKI.", nameof(certificate));
        issuer.Revoke(certificate);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _factory.Dispose();
    }

    private static CertificateAuthority Create(AuthorityFactory factory, string rootName, string? issuingName, IReadOnlyList<string> usages)
    {
        var root = factory.CreateRoot(rootName);
        return new CertificateAuthority(factory, root, issuingName is null ? root : factory.CreateIssuing(issuingName, root), usages);
    }
}
