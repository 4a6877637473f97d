using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.X509;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Security.Tests.Certificates;

/// <summary>CRLs that must not be believed: each leaves the certificate unknown, and says why.</summary>
public sealed class HostileCrlTests : IDisposable
{
    private readonly PkiFixture _keys;
    private readonly StatusWire _wire = new();
    private readonly HttpClient _http;
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);
    private readonly KeyPair _pair;

    public HostileCrlTests(PkiFixture keys)
    {
        _keys = keys;
        _http = new HttpClient(_wire);
        _pair = _keys.Pki.Ap.Issue("AP0020-DEV", new IssueOptions { NamesOcsp = false });
    }

    private KeyPair Issuer => _keys.Pki.Ap.IssuingKey;

    private string Point => new Uri(_keys.Pki.BaseAddress, $"crl/{Issuer.Certificate.SerialNumber.ToLowerInvariant()}.crl").ToString();

    [Fact]
    public async Task A_crl_of_its_issuer_is_believed()
    {
        await RequireAsync(RevocationState.Good, Crls.Make(Issuer, _clock.Now));
        await RequireAsync(RevocationState.Revoked, Crls.Make(Issuer, _clock.Now, [_pair.Certificate]));
        await RequireAsync(RevocationState.Good, Crls.Make(Issuer, _clock.Now, [_keys.Revoked.Certificate], Crls.Unknown(critical: false), "SHA512WITHRSA"));
    }

    [Fact]
    public async Task A_crl_for_the_certificates_own_point_or_kind_is_believed()
    {
        await RequireAsync(RevocationState.Revoked, Crls.Make(Issuer, _clock.Now, [_pair.Certificate], Crls.Scope(Point)));
        await RequireAsync(RevocationState.Good, Crls.Make(Issuer, _clock.Now, [], Crls.Scope(users: true)));
    }

    [Fact]
    public async Task A_crl_for_other_certificates_is_not_believed()
    {
        await RequireUnknownAsync(Crls.Make(Issuer, _clock.Now, [], Crls.Scope("http://example.org/other.crl")), "other certificates");
        await RequireUnknownAsync(Crls.Make(Issuer, _clock.Now, [], Crls.Scope(authorities: true)), "other certificates");
    }

    [Fact]
    public async Task A_crl_of_another_issuer_is_not_believed()
    {
        await RequireUnknownAsync(Crls.Make(_keys.Pki.Ap.RootKey, _clock.Now), "not issued by");
        var forger = new KeyPair(X509CertificateLoader.LoadCertificate(Issuer.Certificate.RawData), _keys.Good.PrivateKey);
        await RequireUnknownAsync(Crls.Make(forger, _clock.Now), "signature");
    }

    [Fact]
    public async Task A_changed_crl_is_not_believed()
    {
        var crl = Crls.Make(Issuer, _clock.Now, [_pair.Certificate]);
        var serial = crl.AsSpan().IndexOf(_pair.Certificate.SerialNumberBytes.Span);
        crl[serial + 3] ^= 1;
        await RequireUnknownAsync(crl, "signature");
    }

    [Fact]
    public async Task A_crl_signed_with_sha1_is_not_believed() =>
        await RequireUnknownAsync(Crls.Make(Issuer, _clock.Now, algorithm: "SHA1WITHRSA"), "accepted algorithm");

    [Fact]
    public async Task Delta_and_indirect_crls_and_unknown_critical_extensions_are_not_believed()
    {
        foreach (var change in new Action<X509V2CrlGenerator>[] { Crls.Delta(), Crls.Scope(indirect: true), Crls.Unknown(critical: true) })
        {
            await RequireUnknownAsync(Crls.Make(Issuer, _clock.Now, [], change), "delta or indirect");
        }
    }

    [Fact]
    [Rule("PKI-6", Refuses = true)]
    public async Task A_crl_that_is_out_of_date_or_not_yet_made_is_not_believed()
    {
        await RequireUnknownAsync(Crls.Make(Issuer, _clock.Now.AddHours(-2)), "not for now");
        await RequireUnknownAsync(Crls.Make(Issuer, _clock.Now.AddHours(1)), "not for now");
        await RequireAsync(RevocationState.Good, Crls.Make(Issuer, _clock.Now.AddMinutes(4)));
    }

    [Fact]
    public async Task What_is_no_crl_is_not_believed()
    {
        var crl = Crls.Make(Issuer, _clock.Now);
        await RequireUnknownAsync([], "no CRL");
        await RequireUnknownAsync("<html>not found</html>"u8.ToArray(), "no CRL");
        await RequireUnknownAsync(crl[..^1], "no CRL");
        await RequireUnknownAsync([.. crl, 0], "no CRL");
    }

    [Fact]
    public async Task A_crl_over_the_limit_is_not_read_to_its_end()
    {
        var crl = new CountingStream();
        _wire.Crl = () => new StreamContent(crl);
        var answer = await CheckAsync(new RevocationLimits { MaxCrlBytes = 100_000 });
        Assert.Equal(RevocationState.Unknown, answer.State);
        Assert.Contains("larger than 100000", answer.Detail, StringComparison.Ordinal);
        Assert.InRange(crl.Given, 100_001, 200_000);
    }

    public void Dispose()
    {
        _pair.Dispose();
        _http.Dispose();
        _wire.Dispose();
    }

    private Task RequireUnknownAsync(byte[] crl, string why) => RequireAsync(RevocationState.Unknown, crl, why);

    private async Task RequireAsync(RevocationState expected, byte[] crl, string why = "")
    {
        _wire.Crl = () => new ByteArrayContent(crl);
        var answer = await CheckAsync(new RevocationLimits());
        Assert.Equal(expected, answer.State);
        Assert.Contains(why, answer.Detail, StringComparison.Ordinal);
    }

    private async Task<RevocationAnswer> CheckAsync(RevocationLimits limits) =>
        await new RevocationChecker(_http, _clock, limits).CheckAsync(_pair.Certificate, _keys.Pki.Ap.Issuing, TestContext.Current.CancellationToken);
}
