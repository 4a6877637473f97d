using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Bench;

/// <summary>What it costs to verify a peer's certificate when its revocation is known, against one signature with an RSA key of 3072 bits in the same run.</summary>
[Config(typeof(QuickConfig))]
[MemoryDiagnoser]
[HideColumns("Job", "Error", "StdDev", "RatioSD")]
public class CertificateBenchmarks : IDisposable
{
    private readonly HttpClient _http = new();
    private DevelopmentPki? _pki;
    private KeyPair? _party;
    private CertificateVerifier? _verifier;
    private TrustPolicy? _policy;

    [GlobalSetup]
    public async Task Setup()
    {
        _pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions(), CancellationToken.None);
        _party = _pki.Ap.Issue("AP0001-DEV");
        _verifier = new CertificateVerifier(new RevocationChecker(_http, TimeProvider.System), TimeProvider.System);
        _policy = new TrustPolicy { Purpose = "AP", Anchors = [_pki.Ap.Root], Issuers = [_pki.Ap.Issuing], Use = CertificateUse.Signing };
        await Verify();
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _party?.Dispose();
        await _pki!.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public byte[] Sign() => _party!.PrivateKey.SignData([1, 2, 3], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public async Task<CertificateState> Verify() => (await _verifier!.VerifyAsync(_party!.Certificate, _policy!, CancellationToken.None)).State;

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }
}
