using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Security.Tests.Certificates;

public sealed class RevocationTests : IDisposable
{
    private readonly PkiFixture _keys;
    private readonly StatusWire _wire = new();
    private readonly HttpClient _http;
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);
    private readonly CertificateVerifier _verifier;

    public RevocationTests(PkiFixture keys)
    {
        _keys = keys;
        _http = new HttpClient(_wire);
        _verifier = new CertificateVerifier(new RevocationChecker(_http, _clock), _clock);
    }

    [Fact]
    [Rule("PKI-5")]
    public async Task A_certificate_that_is_not_revoked_is_trusted_and_its_issuer_is_asked_too()
    {
        var verdict = await VerifyAsync(_keys.Good);
        Assert.True(verdict.IsTrusted, verdict.Fault?.Detail);
        Assert.Equal([_keys.Good.Certificate, _keys.Pki.Ap.Issuing, _keys.Pki.Ap.Root], verdict.Chain);
        Assert.Equal(2, _wire.Count("ocsp"));
        Assert.Equal(0, _wire.Count("crl"));
    }

    [Fact]
    [Rule("PKI-5", Refuses = true)]
    public async Task A_certificate_that_ocsp_calls_revoked_is_rejected() => RequireRevoked(await VerifyAsync(_keys.Revoked), "OCSP");

    [Fact]
    [Rule("PKI-5", Refuses = true)]
    public async Task A_certificate_in_the_crl_is_rejected_when_ocsp_is_down()
    {
        _wire.Ocsp = _ => StatusWire.Down();
        RequireRevoked(await VerifyAsync(_keys.Revoked), "CRL");
    }

    [Fact]
    public async Task A_certificate_that_names_a_crl_only_is_checked_by_it()
    {
        using var pair = _keys.Pki.Ap.Issue("AP0010-DEV", new IssueOptions { NamesOcsp = false });
        Assert.True((await VerifyAsync(pair)).IsTrusted);
        Assert.Equal(1, _wire.Count("crl"));
    }

    [Fact]
    public async Task A_certificate_that_names_neither_has_nothing_to_check()
    {
        using var pair = _keys.Pki.Smp.Issue("SMP0001-DEV", new IssueOptions { NamesOcsp = false, NamesCrl = false });
        var verdict = await _verifier.VerifyAsync(pair.Certificate, _keys.Policy with { Anchors = [_keys.Pki.Smp.Root], Issuers = [] }, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsTrusted, verdict.Fault?.Detail);
        Assert.Empty(_wire.Asked);
    }

    [Fact]
    [Rule("PKI-7", Refuses = true)]
    public async Task A_certificate_whose_crl_cannot_be_asked_for_is_not_taken_for_one_without()
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=AP0012-DEV"), _keys.Good.PrivateKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["ldap://directory.example/cn=ca"]));
        var generator = X509SignatureGenerator.CreateForRSA(_keys.Pki.Ap.IssuingKey.PrivateKey, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(_keys.Pki.Ap.Issuing.SubjectName, generator, _clock.Now.AddDays(-1), _clock.Now.AddDays(1), [7]);
        var verdict = await _verifier.VerifyAsync(certificate, _keys.Policy, TestContext.Current.CancellationToken);
        Assert.Equal(CertificateState.Undetermined, verdict.State);
        Assert.Contains("cannot be asked", verdict.Fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("PKI-7", Refuses = true)]
    public async Task When_nobody_answers_a_hard_policy_leaves_it_undetermined()
    {
        CutOff();
        var verdict = await VerifyAsync(_keys.Good);
        Assert.Equal(CertificateState.Undetermined, verdict.State);
        Assert.Equal(CertificateFaultKind.RevocationUnknown, verdict.Fault?.Kind);
        Assert.Contains("503", verdict.Fault!.Detail, StringComparison.Ordinal);
        Assert.Equal(RevocationPolicy.Hard, _keys.Policy.Revocation);
    }

    [Fact]
    [Rule("PKI-7")]
    public async Task When_nobody_answers_a_soft_policy_trusts_with_a_warning_and_none_asks_nobody()
    {
        CutOff();
        var soft = await _verifier.VerifyAsync(_keys.Good.Certificate, _keys.Policy with { Revocation = RevocationPolicy.Soft }, TestContext.Current.CancellationToken);
        Assert.True(soft.IsTrusted);
        Assert.Contains("AP0001-DEV", Assert.Single(soft.Warnings), StringComparison.Ordinal);

        var asked = _wire.Asked.Count;
        var off = await _verifier.VerifyAsync(_keys.Revoked.Certificate, _keys.Policy with { Revocation = RevocationPolicy.Off }, TestContext.Current.CancellationToken);
        Assert.True(off.IsTrusted);
        Assert.Equal(asked, _wire.Asked.Count);
    }

    [Fact]
    public async Task A_revoked_certificate_is_rejected_though_its_issuer_is_undetermined()
    {
        using var pair = _keys.Pki.Ap.Issue("AP0011-DEV", new IssueOptions { NamesOcsp = false });
        _keys.Pki.Revoke(pair.Certificate);
        _wire.Ocsp = _ => StatusWire.Down();

        // The issuing authority's CRL in the place of every CRL: the root's status is unknown then.
        _wire.Crl = () => new ByteArrayContent(Crls.Make(_keys.Pki.Ap.IssuingKey, _clock.Now, [pair.Certificate]));
        RequireRevoked(await VerifyAsync(pair), "CRL");
        Assert.Equal(2, _wire.Count("crl"));
    }

    [Fact]
    [Rule("PKI-6")]
    public async Task Answers_are_remembered_until_their_next_update()
    {
        await VerifyAsync(_keys.Good);
        await VerifyAsync(_keys.Good);
        Assert.Equal(2, _wire.Count("ocsp"));
        _clock.Now += TimeSpan.FromMinutes(61);
        _wire.Ocsp = _ => StatusWire.Down();
        _wire.Crl = StatusWire.Down;
        Assert.Equal(CertificateState.Undetermined, (await VerifyAsync(_keys.Good)).State);
        Assert.Equal(4, _wire.Count("ocsp"));
    }

    [Fact]
    [Rule("PKI-6")]
    public async Task A_crl_is_remembered_until_its_next_update_and_serves_all_its_certificates()
    {
        _wire.Ocsp = _ => StatusWire.Down();
        Assert.True((await VerifyAsync(_keys.Good)).IsTrusted);
        RequireRevoked(await VerifyAsync(_keys.Revoked), "CRL");
        Assert.Equal(2, _wire.Count("crl"));
        CutOff();
        _clock.Now += TimeSpan.FromMinutes(59);
        Assert.True((await VerifyAsync(_keys.Good)).IsTrusted);
        _clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(CertificateState.Undetermined, (await VerifyAsync(_keys.Good)).State);
    }

    [Fact]
    [Rule("PKI-6")]
    public async Task Ocsp_is_preferred_as_soon_as_it_answers_again()
    {
        _wire.Ocsp = _ => StatusWire.Down();
        Assert.True((await VerifyAsync(_keys.Good)).IsTrusted);
        _wire.Ocsp = null;
        _clock.Now += TimeSpan.FromSeconds(31);
        Assert.True((await VerifyAsync(_keys.Good)).IsTrusted);
        Assert.Equal(4, _wire.Count("ocsp"));
        Assert.Equal(2, _wire.Count("crl"));
    }

    [Fact]
    public async Task A_place_that_failed_is_left_alone_for_a_while()
    {
        CutOff();
        await VerifyAsync(_keys.Good);
        var asked = _wire.Asked.Count;
        await VerifyAsync(_keys.Good);
        Assert.Equal(asked, _wire.Asked.Count);
        _clock.Now += TimeSpan.FromSeconds(31);
        await VerifyAsync(_keys.Good);
        Assert.Equal(2 * asked, _wire.Asked.Count);
    }

    [Fact]
    public async Task Look_ups_at_the_same_time_share_one_fetch()
    {
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => VerifyAsync(_keys.Good))));
        Assert.All(verdicts, verdict => Assert.True(verdict.IsTrusted));
        Assert.Equal(2, _wire.Count("ocsp"));
    }

    [Fact]
    public async Task What_is_forgotten_is_looked_up_afresh()
    {
        var checker = new RevocationChecker(_http, _clock);
        await checker.CheckAsync(_keys.Good.Certificate, _keys.Pki.Ap.Issuing, TestContext.Current.CancellationToken);
        checker.Forget();
        var answer = await checker.CheckAsync(_keys.Good.Certificate, _keys.Pki.Ap.Issuing, TestContext.Current.CancellationToken);
        Assert.Equal(RevocationState.Good, answer.State);
        Assert.Equal(2, _wire.Count("ocsp"));
    }

    public void Dispose()
    {
        _http.Dispose();
        _wire.Dispose();
    }

    private void CutOff()
    {
        _wire.Ocsp = _ => StatusWire.Down();
        _wire.Crl = StatusWire.Down;
    }

    private Task<CertificateVerdict> VerifyAsync(KeyPair pair) =>
        _verifier.VerifyAsync(pair.Certificate, _keys.Policy, TestContext.Current.CancellationToken).AsTask();

    private static void RequireRevoked(CertificateVerdict verdict, string source)
    {
        Assert.Equal((CertificateState.Rejected, CertificateFaultKind.Revoked), (verdict.State, verdict.Fault!.Kind));
        Assert.Contains(source, verdict.Fault.Detail, StringComparison.Ordinal);
    }
}
