using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;
using SdkNode.Testbed.Pki;

namespace SdkNode.Testbed.Tests.Pki;

public sealed class DevelopmentPkiTests(DevelopmentPkiFixture fixture) : IClassFixture<DevelopmentPkiFixture>
{
    private readonly DevelopmentPki _pki = fixture.Pki;

    [Fact]
    public async Task Openssl_verifies_what_every_authority_issues()
    {
        foreach (var authority in new[] { _pki.Ap, _pki.Smp, _pki.Tls, _pki.O2O })
        {
            using var folder = new TemporaryFolder();
            using var issued = authority.Issue("someone.example", new IssueOptions { KeyBits = 2048, DnsNames = ["someone.example", "127.0.0.1"] });
            var verified = await ExternalProgram.RunAsync(
                "openssl",
                ["verify", "-x509_strict", "-CAfile", folder.Pem("root", authority.Root), "-untrusted", folder.Pem("ca", authority.Issuing), folder.Pem("leaf", issued.Certificate)]);
            Assert.True(verified.ExitCode == 0, verified.Text + verified.Error);
            Assert.Equal(3072, authority.Root.GetRSAPublicKey()!.KeySize);
        }
    }

    [Fact]
    public async Task Openssl_is_told_by_ocsp_who_is_revoked()
    {
        using var good = _pki.Ap.Issue("AP0001-DEV", new IssueOptions { KeyBits = 2048 });
        using var bad = _pki.Ap.Issue("AP0002-DEV", new IssueOptions { KeyBits = 2048 });
        _pki.Revoke(bad.Certificate);
        Assert.Contains(": good", await AskOpensslAsync(good.Certificate), StringComparison.Ordinal);
        Assert.Contains(": revoked", await AskOpensslAsync(bad.Certificate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Openssl_is_told_by_the_crl_who_is_revoked()
    {
        using var bad = _pki.O2O.Issue("revoked.example", new IssueOptions { KeyBits = 2048 });
        _pki.Revoke(bad.Certificate);
        using var http = new HttpClient();
        using var folder = new TemporaryFolder();
        var point = bad.Certificate.Extensions.First(extension => extension.Oid?.Value == "2.5.29.31").Format(false);
        var crl = folder.File("crl", await http.GetByteArrayAsync(new Uri(point[point.IndexOf("http", StringComparison.Ordinal)..].Trim()), TestContext.Current.CancellationToken));
        var shown = await ExternalProgram.RunAsync("openssl", ["crl", "-inform", "DER", "-in", crl, "-noout", "-text", "-CAfile", folder.Pem("ca", _pki.O2O.Issuing)]);
        Assert.Contains("verify OK", shown.Text + shown.Error, StringComparison.Ordinal);
        Assert.Contains(bad.Certificate.SerialNumber, shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_can_be_switched_off()
    {
        await using var pki = await DevelopmentPki.StartAsync(new DevelopmentPkiOptions { AuthorityKeyBits = 2048 }, TestContext.Current.CancellationToken);
        pki.CrlAvailable = false;
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(pki.BaseAddress, $"crl/{pki.Smp.Root.SerialNumber.ToLowerInvariant()}.crl"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(1, pki.StatusRequests);
    }

    [Fact]
    public void Every_certificate_carries_the_mark_of_development()
    {
        using var issued = _pki.Smp.Issue("SMP0001-SDK-DEV", new IssueOptions { KeyBits = 2048 });
        Assert.Equal("SMP0001-SDK-DEV", issued.CommonName);
        Assert.True(DevelopmentCertificates.IsDevelopmentCertificate(issued.Certificate));
        Assert.True(DevelopmentCertificates.IsDevelopmentCertificate(_pki.Ap.Root));
        Assert.False(DevelopmentCertificates.IsDevelopmentCertificate(X509CertificateLoader.LoadCertificateFromFile(SharedFiles.Official("certs/sithseidrootcav2.cer"))));
    }

    [Fact]
    public void Keys_are_exportable_and_a_sibling_authority_shares_the_root()
    {
        using var issued = _pki.Ap.Issue("AP0003-DEV", new IssueOptions { KeyBits = 2048 });
        Assert.NotEmpty(issued.PrivateKey.ExportPkcs8PrivateKey());
        Assert.NotEmpty(issued.Certificate.Export(X509ContentType.Pfx, "changeit"));
        Assert.NotEmpty(_pki.Ap.RootKey.PrivateKey.ExportPkcs8PrivateKey());
        var sibling = _pki.Ap.CreateSibling("Accesspunkt CA-OTHER");
        Assert.Equal(_pki.Ap.Root, sibling.Root);
        Assert.NotEqual(_pki.Ap.Issuing, sibling.Issuing);
    }

    [Fact]
    public void A_certificate_of_another_pki_is_not_revoked_here()
    {
        using var key = RSA.Create(2048);
        using var stranger = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        Assert.Throws<ArgumentException>(() => _pki.Revoke(stranger));
    }

    private async Task<string> AskOpensslAsync(X509Certificate2 certificate)
    {
        using var folder = new TemporaryFolder();
        var issuer = _pki.Ap.Issuing;
        var url = new Uri(_pki.BaseAddress, $"ocsp/{issuer.SerialNumber.ToLowerInvariant()}").ToString();
        var asked = await ExternalProgram.RunAsync(
            "openssl",
            ["ocsp", "-issuer", folder.Pem("ca", issuer), "-cert", folder.Pem("leaf", certificate), "-url", url, "-CAfile", folder.Pem("root", _pki.Ap.Root)]);
        Assert.Contains("Response verify OK", asked.Text + asked.Error, StringComparison.Ordinal);
        return asked.Text;
    }
}
