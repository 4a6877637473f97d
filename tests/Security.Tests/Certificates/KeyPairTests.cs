using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SdkNode.Security.Certificates;

namespace SdkNode.Security.Tests.Certificates;

public sealed class KeyPairTests(PkiFixture keys) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string CertificatePem => keys.Good.Certificate.ExportCertificatePem() + "\n";

    private string ChainPem => keys.Pki.Ap.Issuing.ExportCertificatePem() + "\n" + keys.Pki.Ap.Root.ExportCertificatePem() + "\n";

    private string KeyPem => keys.Good.PrivateKey.ExportPkcs8PrivateKeyPem() + "\n";

    private string EncryptedKeyPem => keys.Good.PrivateKey.ExportEncryptedPkcs8PrivateKeyPem("changeit", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048)) + "\n";

    [Fact]
    [Rule("PKI-8")]
    public void A_pkcs12_file_loads_with_its_chain()
    {
        var all = new X509Certificate2Collection { keys.Pki.Ap.Root, keys.Good.Certificate, keys.Pki.Ap.Issuing };
        RequireGood(KeyPair.Load(_folder.File("ap.p12", Strip(all)), "changeit"), chain: 2);
    }

    [Fact]
    [Rule("PKI-8")]
    public void Pkcs12_files_of_openssl_load()
    {
        using var pair = KeyPair.Load(SharedFiles.Vector("keys/party-a.p12"), "changeit").Value!;
        Assert.Equal("AP0001-VECTORS", pair.CommonName);
        Assert.NotEmpty(pair.PrivateKey.ExportPkcs8PrivateKey());
    }

    [Fact]
    [Rule("PKI-8")]
    public void Pem_loads_in_one_file_in_any_order_or_in_two()
    {
        RequireGood(KeyPair.Load(Text("a.pem", CertificatePem + ChainPem + KeyPem), null), chain: 2);
        RequireGood(KeyPair.Load(Text("b.pem", KeyPem + ChainPem + CertificatePem), ""), chain: 2);
        RequireGood(KeyPair.Load(Text("c.pem", CertificatePem + keys.Good.PrivateKey.ExportRSAPrivateKeyPem()), null), chain: 0);
        RequireGood(KeyPair.Load(Text("d.pem", "Bag Attributes\n" + CertificatePem + EncryptedKeyPem), "changeit"), chain: 0);
        RequireGood(KeyPair.LoadPem(Text("e.pem", CertificatePem), Text("other.pem", EncryptedKeyPem), "changeit"), chain: 0);
        Text("f.key", KeyPem);
        RequireGood(KeyPair.Load(Text("f.crt", CertificatePem + ChainPem), null), chain: 2);
    }

    [Fact]
    [Rule("PKI-8", Refuses = true)]
    public void A_missing_file_is_a_fault_of_its_own()
    {
        RequireFault(CertificateFaultKind.FileMissing, KeyPair.Load(_folder.PathOf("none.p12"), "x"), "none.p12");
        RequireFault(CertificateFaultKind.FileMissing, KeyPair.LoadPem(Text("a.pem", CertificatePem), _folder.PathOf("none.key"), "x"), "none.key");
    }

    [Fact]
    [Rule("PKI-8", Refuses = true)]
    public void A_file_that_may_not_be_read_is_a_fault_of_its_own()
    {
        // A file that exists and that not even the administrator, whom permissions do not stop, can read from its beginning.
        const string path = "/proc/self/mem";
        Assert.SkipUnless(File.Exists(path), "There is no such file on this system.");
        RequireFault(CertificateFaultKind.FileUnreadable, KeyPair.Load(path, null), "let the node's user read it");
    }

    [Theory]
    [InlineData("wrong", "correct the password")]
    [InlineData(null, "none is configured")]
    [InlineData("", "none is configured")]
    [Rule("PKI-8", Refuses = true)]
    public void A_wrong_password_of_a_pkcs12_file_is_a_fault_of_its_own(string? password, string remedy)
    {
        var path = _folder.File("ap.p12", keys.Good.Certificate.Export(X509ContentType.Pfx, "changeit"));
        RequireFault(CertificateFaultKind.WrongPassword, KeyPair.Load(path, password), remedy);
    }

    [Theory]
    [InlineData("wrong", "correct the password")]
    [InlineData(null, "no password is configured")]
    [Rule("PKI-8", Refuses = true)]
    public void A_wrong_password_of_a_pem_key_is_a_fault_of_its_own(string? password, string remedy) =>
        RequireFault(CertificateFaultKind.WrongPassword, KeyPair.Load(Text("a.pem", CertificatePem + EncryptedKeyPem), password), remedy);

    [Fact]
    [Rule("PKI-8", Refuses = true)]
    public void A_file_without_a_key_is_a_fault_of_its_own()
    {
        RequireFault(CertificateFaultKind.NoPrivateKey, KeyPair.Load(Text("a.pem", CertificatePem), null), "a.key");
        RequireFault(CertificateFaultKind.NoPrivateKey, KeyPair.LoadPem(Text("b.pem", CertificatePem), Text("b.key", ChainPem), null), "b.key");
        using var bare = X509CertificateLoader.LoadCertificate(keys.Good.Certificate.RawData);
        RequireFault(CertificateFaultKind.NoPrivateKey, KeyPair.Load(_folder.File("c.p12", bare.Export(X509ContentType.Pfx, "changeit")), "changeit"), "c.p12");
    }

    [Fact]
    [Rule("PKI-8", Refuses = true)]
    public void A_key_of_another_certificate_is_a_fault_of_its_own()
    {
        var other = keys.Revoked.PrivateKey.ExportPkcs8PrivateKeyPem();
        RequireFault(CertificateFaultKind.KeyMismatch, KeyPair.Load(Text("a.pem", CertificatePem + ChainPem + other), null), "AP0001-DEV");
        RequireFault(CertificateFaultKind.KeyMismatch, KeyPair.LoadPem(Text("b.pem", CertificatePem), Text("b.key", other), null), "b.key");
    }

    [Fact]
    [Rule("PKI-8", Refuses = true)]
    public void A_key_that_is_not_rsa_is_a_fault_of_its_own()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=curve", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var pem = certificate.ExportCertificatePem() + "\n";
        RequireFault(CertificateFaultKind.NotRsa, KeyPair.Load(Text("a.pem", pem + curve.ExportPkcs8PrivateKeyPem()), null), "a.pem");
        RequireFault(CertificateFaultKind.NotRsa, KeyPair.Load(Text("b.pem", pem + curve.ExportECPrivateKeyPem()), null), "b.pem");
        RequireFault(CertificateFaultKind.NotRsa, KeyPair.Load(_folder.File("c.p12", certificate.Export(X509ContentType.Pfx, "changeit")), "changeit"), "c.p12");
    }

    [Fact]
    public void What_cannot_be_read_says_what_to_do()
    {
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(_folder.File("a.p12", [1, 2, 3]), "x"), "PKCS #12");
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(Text("b.pem", KeyPem), null), "no certificate");
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(Text("c.pem", CertificatePem + KeyPem + KeyPem), null), "2 private keys");
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(Text("d.pem", CertificatePem + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), null), "PKCS #8");
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(Text("e.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + KeyPem), null), "damaged certificate");
        const string old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(Text("f.pem", CertificatePem + old), "x"), "openssl pkcs8");
        var two = new X509Certificate2Collection { keys.Good.Certificate, keys.Revoked.Certificate };
        RequireFault(CertificateFaultKind.Malformed, KeyPair.Load(_folder.File("g.p12", two.Export(X509ContentType.Pfx, "changeit")!), "changeit"), "2 certificates");
    }

    [Fact]
    public void A_common_name_that_is_not_one_is_none()
    {
        using var twice = new CertificateRequest("CN=one, CN=two", keys.Good.PrivateKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal("", CertificateNames.CommonName(twice));
        Assert.Equal("AP0001-DEV", CertificateNames.CommonName(keys.Good.Certificate));
        Assert.Contains(keys.Good.Certificate.SerialNumber, CertificateNames.Describe(keys.Good.Certificate), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // The authorities of the fixture carry keys; a file from an issuer holds one.
    private static byte[] Strip(X509Certificate2Collection certificates)
    {
        var stripped = certificates.Select(certificate =>
            certificate.Subject.Contains("AP0001", StringComparison.Ordinal) ? certificate : X509CertificateLoader.LoadCertificate(certificate.RawData));
        return new X509Certificate2Collection(stripped.ToArray()).Export(X509ContentType.Pfx, "changeit")!;
    }

    private string Text(string name, string content) => _folder.File(name, Encoding.ASCII.GetBytes(content));

    private void RequireGood(Result<KeyPair, CertificateFault> loaded, int chain)
    {
        Assert.True(loaded.IsOk, loaded.Fault?.Detail);
        using var pair = loaded.Value;
        Assert.Equal(keys.Good.Certificate, pair.Certificate);
        Assert.Equal("AP0001-DEV", pair.CommonName);
        Assert.Equal(chain, pair.Chain.Count);
        byte[] data = [1, 2, 3];
        var signature = pair.PrivateKey.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(keys.Good.PrivateKey.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static void RequireFault(CertificateFaultKind kind, Result<KeyPair, CertificateFault> loaded, string says)
    {
        Assert.Equal(kind, loaded.Fault?.Kind);
        Assert.Contains(says, loaded.Fault!.Detail, StringComparison.Ordinal);
    }
}
