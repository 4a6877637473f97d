using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Security.Tests.Certificates;

public sealed class CertificateVerifierTests(PkiFixture keys)
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);
    private readonly TrustPolicy _policy = keys.Policy with { Revocation = RevocationPolicy.Off };

    [Fact]
    public async Task A_certificate_of_the_named_issuer_is_trusted()
    {
        var verdict = await VerifyAsync(keys.Good.Certificate, _policy);
        Assert.True(verdict.IsTrusted, verdict.Fault?.Detail);
        Assert.Equal([keys.Good.Certificate, keys.Pki.Ap.Issuing, keys.Pki.Ap.Root], verdict.Chain);
    }

    [Fact]
    [Rule("PKI-1", Refuses = true)]
    public async Task An_issuer_under_the_same_root_that_is_not_named_is_refused()
    {
        var sibling = keys.Pki.Ap.CreateSibling("Accesspunkt CA-OTHER");
        using var pair = sibling.Issue("AP0001-DEV");
        var verdict = await VerifyAsync(pair.Certificate, _policy, sibling.Issuing);
        Assert.Equal(CertificateFaultKind.WrongIssuer, verdict.Fault?.Kind);
        Assert.Contains("Accesspunkt CA-OTHER", verdict.Fault!.Detail, StringComparison.Ordinal);

        // Where no issuer is named, any authority under the root will do; but it must be known, or be sent along.
        Assert.True((await VerifyAsync(pair.Certificate, _policy with { Issuers = [] }, sibling.Issuing)).IsTrusted);
        Assert.Equal(CertificateFaultKind.UntrustedChain, (await VerifyAsync(pair.Certificate, _policy with { Issuers = [] })).Fault?.Kind);
    }

    [Fact]
    [Rule("PKI-1")]
    public async Task An_authority_whose_root_is_not_known_can_be_the_anchor()
    {
        var verdict = await VerifyAsync(keys.Good.Certificate, _policy with { Anchors = [keys.Pki.Ap.Issuing] });
        Assert.True(verdict.IsTrusted, verdict.Fault?.Detail);
        Assert.Equal([keys.Good.Certificate, keys.Pki.Ap.Issuing], verdict.Chain);
    }

    [Fact]
    [Rule("PKI-1", Refuses = true)]
    public async Task A_forged_certificate_in_an_authoritys_name_is_refused()
    {
        // The names of the issuing authority, and the key of somebody else.
        using var forged = Issue(keys.Good.PrivateKey, request => request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(keys.Pki.Ap.Issuing, true, false)));
        foreach (var anchor in new[] { keys.Pki.Ap.Root, keys.Pki.Ap.Issuing })
        {
            Assert.Equal(CertificateFaultKind.WrongIssuer, (await VerifyAsync(forged, _policy with { Anchors = [anchor] })).Fault?.Kind);
            var any = _policy with { Anchors = [anchor], Issuers = [], Intermediates = [keys.Pki.Ap.Issuing] };
            Assert.Equal(CertificateFaultKind.UntrustedChain, (await VerifyAsync(forged, any)).Fault?.Kind);
        }
    }

    [Fact]
    [Rule("PKI-1", Refuses = true)]
    public async Task An_end_entity_cannot_issue()
    {
        using var issued = Issue(keys.Good.PrivateKey, _ => { }, keys.Good.Certificate.SubjectName);
        var verdict = await VerifyAsync(issued, _policy with { Issuers = [] }, keys.Good.Certificate, keys.Pki.Ap.Issuing);
        Assert.Equal(CertificateFaultKind.UntrustedChain, verdict.Fault?.Kind);
    }

    [Fact]
    [Rule("PKI-2", Refuses = true)]
    public async Task Nothing_is_trusted_without_a_configured_anchor()
    {
        Assert.Equal(CertificateFaultKind.UntrustedChain, (await VerifyAsync(keys.Good.Certificate, _policy with { Anchors = [], Issuers = [] })).Fault?.Kind);

        // A root that this machine itself trusts, and that anchors nothing here.
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        foreach (var root in store.Certificates.Take(3))
        {
            Assert.Equal(CertificateState.Rejected, (await VerifyAsync(root, _policy with { Issuers = [], Use = CertificateUse.Any })).State);
        }
    }

    [Fact]
    public async Task Time_is_the_clocks()
    {
        using var pair = keys.Pki.Ap.Issue("AP0001-DEV", new IssueOptions { NotBefore = _clock.Now.AddHours(-1), NotAfter = _clock.Now.AddHours(1) });
        Assert.True((await VerifyAsync(pair.Certificate, _policy)).IsTrusted);
        _clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(CertificateFaultKind.Expired, (await VerifyAsync(pair.Certificate, _policy)).Fault?.Kind);
        _clock.Now -= TimeSpan.FromHours(4);
        Assert.Equal(CertificateFaultKind.NotYetValid, (await VerifyAsync(pair.Certificate, _policy)).Fault?.Kind);
    }

    [Fact]
    public async Task What_is_remembered_of_a_chain_is_neither_its_time_nor_another_policys()
    {
        var verifier = new CertificateVerifier(new RevocationChecker(new HttpClient(), _clock), _clock);
        using var pair = keys.Pki.Ap.Issue("AP0001-DEV", new IssueOptions { NotAfter = _clock.Now.AddYears(15) });
        for (var i = 0; i < 2; i++)
        {
            using var copy = X509CertificateLoader.LoadCertificate(pair.Certificate.RawData);
            var trusted = await verifier.VerifyAsync(copy, _policy, TestContext.Current.CancellationToken);
            Assert.Equal([pair.Certificate, keys.Pki.Ap.Issuing, keys.Pki.Ap.Root], trusted.Chain);
        }

        var other = await verifier.VerifyAsync(pair.Certificate, _policy with { Issuers = [keys.Pki.Tls.Issuing] }, TestContext.Current.CancellationToken);
        Assert.Equal(CertificateFaultKind.WrongIssuer, other.Fault?.Kind);
        _clock.Now = _clock.Now.AddYears(12);
        Assert.Equal(CertificateFaultKind.Expired, (await verifier.VerifyAsync(pair.Certificate, _policy, TestContext.Current.CancellationToken)).Fault?.Kind);
        _clock.Now = _clock.Now.AddYears(4);
        Assert.Equal(CertificateFaultKind.Expired, (await verifier.VerifyAsync(pair.Certificate, _policy, TestContext.Current.CancellationToken)).Fault?.Kind);
    }

    [Fact]
    public async Task An_issuer_that_has_expired_issues_no_trust()
    {
        using var pair = keys.Pki.Ap.Issue("AP0001-DEV", new IssueOptions { NotAfter = _clock.Now.AddYears(15) });
        _clock.Now = _clock.Now.AddYears(12);
        var verdict = await VerifyAsync(pair.Certificate, _policy);
        Assert.Equal(CertificateFaultKind.Expired, verdict.Fault?.Kind);
        Assert.Contains("Accesspunkt CA", verdict.Fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("PKI-4", Refuses = true)]
    public async Task Keys_that_are_too_short_are_refused()
    {
        using var pair = keys.Pki.Ap.Issue("AP0001-DEV", new IssueOptions { KeyBits = 1024 });
        Assert.Equal(CertificateFaultKind.KeyTooWeak, (await VerifyAsync(pair.Certificate, _policy)).Fault?.Kind);
        var stricter = await VerifyAsync(keys.Good.Certificate, _policy with { MinimumRsaBits = 3072 });
        Assert.Equal(CertificateFaultKind.KeyTooWeak, stricter.Fault?.Kind);
    }

    [Fact]
    [Rule("PKI-4", Refuses = true)]
    public async Task Certificates_signed_with_sha1_are_refused()
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=AP0009-DEV"), keys.Good.PrivateKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = request.Create(keys.Pki.Ap.Issuing.SubjectName, new Sha1Signer(keys.Pki.Ap.IssuingKey.PrivateKey), _clock.Now.AddDays(-1), _clock.Now.AddDays(1), [1, 2, 3]);
        Assert.Equal(CertificateFaultKind.WeakSignature, (await VerifyAsync(issued, _policy)).Fault?.Kind);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, CertificateUse.Signing)]
    [InlineData(X509KeyUsageFlags.DigitalSignature, CertificateUse.Encryption)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, CertificateUse.TlsClient)]
    [InlineData(X509KeyUsageFlags.KeyAgreement, CertificateUse.TlsServer)]
    public async Task A_key_usage_that_lacks_the_use_is_refused(X509KeyUsageFlags usages, CertificateUse use)
    {
        using var pair = keys.Pki.Ap.Issue("AP0001-DEV", new IssueOptions { KeyUsages = usages });
        Assert.Equal(CertificateFaultKind.KeyUsage, (await VerifyAsync(pair.Certificate, _policy with { Use = use })).Fault?.Kind);
        Assert.True((await VerifyAsync(pair.Certificate, _policy with { Use = CertificateUse.Any })).IsTrusted);
    }

    [Fact]
    public async Task Tls_asks_for_its_extended_usage_where_there_are_any()
    {
        using var client = keys.Pki.Ap.Issue("client", new IssueOptions { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.2"] });
        Assert.True((await VerifyAsync(client.Certificate, _policy with { Use = CertificateUse.TlsClient })).IsTrusted);
        Assert.Equal(CertificateFaultKind.KeyUsage, (await VerifyAsync(client.Certificate, _policy with { Use = CertificateUse.TlsServer })).Fault?.Kind);
        Assert.True((await VerifyAsync(client.Certificate, _policy with { Use = CertificateUse.Signing })).IsTrusted);
        Assert.True((await VerifyAsync(keys.Good.Certificate, _policy with { Use = CertificateUse.TlsServer })).IsTrusted);
    }

    [Fact]
    public async Task An_authority_may_not_act_as_a_party()
    {
        var verdict = await VerifyAsync(keys.Pki.Ap.Issuing, _policy with { Issuers = [] });
        Assert.Equal(CertificateFaultKind.KeyUsage, verdict.Fault?.Kind);
    }

    [Fact]
    public async Task A_policy_that_is_demanded_must_be_named()
    {
        using var issued = Issue(keys.Pki.Ap.IssuingKey.PrivateKey, request => request.CertificateExtensions.Add(
            new X509Extension("2.5.29.32", [0x30, 0x07, 0x30, 0x05, 0x06, 0x03, 0x2a, 0x03, 0x04], false)));
        Assert.True((await VerifyAsync(issued, _policy with { RequiredPolicyOids = ["1.9.9", "1.2.3.4"] })).IsTrusted);
        Assert.Equal(CertificateFaultKind.PolicyMissing, (await VerifyAsync(issued, _policy with { RequiredPolicyOids = ["1.9.9"] })).Fault?.Kind);
        Assert.Equal(CertificateFaultKind.PolicyMissing, (await VerifyAsync(keys.Good.Certificate, _policy with { RequiredPolicyOids = ["1.2.3.4"] })).Fault?.Kind);
    }

    [Fact]
    public async Task A_critical_extension_that_nobody_knows_is_refused()
    {
        using var issued = Issue(keys.Pki.Ap.IssuingKey.PrivateKey, request => request.CertificateExtensions.Add(new X509Extension("1.2.3.4.5", [0x05, 0x00], true)));
        Assert.Equal(CertificateFaultKind.UntrustedChain, (await VerifyAsync(issued, _policy)).Fault?.Kind);
    }

    [Fact]
    public async Task A_signer_without_an_rsa_key_is_refused_and_a_tls_server_is_not()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName("CN=curve"), curve, HashAlgorithmName.SHA256);
        using var issued = Sign(request, keys.Pki.Ap.IssuingKey.PrivateKey, keys.Pki.Ap.Issuing.SubjectName);
        Assert.Equal(CertificateFaultKind.NotRsa, (await VerifyAsync(issued, _policy)).Fault?.Kind);
        Assert.True((await VerifyAsync(issued, _policy with { Use = CertificateUse.TlsServer })).IsTrusted);
    }

    private X509Certificate2 Issue(RSA issuerKey, Action<CertificateRequest> change, X500DistinguishedName? issuer = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=AP0009-DEV"), keys.Good.PrivateKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        change(request);
        return Sign(request, issuerKey, issuer ?? keys.Pki.Ap.Issuing.SubjectName);
    }

    private X509Certificate2 Sign(CertificateRequest request, RSA issuerKey, X500DistinguishedName issuer) =>
        request.Create(issuer, X509SignatureGenerator.CreateForRSA(issuerKey, RSASignaturePadding.Pkcs1), _clock.Now.AddDays(-1), _clock.Now.AddDays(1), [1, 2, 3]);

    private ValueTask<CertificateVerdict> VerifyAsync(X509Certificate2 certificate, TrustPolicy policy, params X509Certificate2[] intermediates) =>
        new CertificateVerifier(new RevocationChecker(new HttpClient(), _clock), _clock).VerifyAsync(certificate, policy, intermediates, TestContext.Current.CancellationToken);

    private sealed class Sha1Signer(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05, 0x05, 0x00];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => throw new NotSupportedException();
    }
}
