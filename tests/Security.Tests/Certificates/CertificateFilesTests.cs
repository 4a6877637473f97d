using System.Text;
using SdkNode.Security.Certificates;

namespace SdkNode.Security.Tests.Certificates;

public sealed class CertificateFilesTests(PkiFixture keys) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_federations_folder_loads_whole()
    {
        var loaded = CertificateFiles.LoadAll(SharedFiles.Official("certs"));
        Assert.True(loaded.IsOk, loaded.Fault?.Detail);
        Assert.Equal(Directory.GetFiles(SharedFiles.Official("certs")).Length, loaded.Value.Count);
    }

    [Fact]
    public void Pem_with_several_and_der_load_in_the_order_of_names()
    {
        _folder.File("b.pem", Encoding.ASCII.GetBytes(keys.Pki.Ap.Issuing.ExportCertificatePem() + "\ntext\n" + keys.Pki.Smp.Root.ExportCertificatePem()));
        _folder.File("a.cer", keys.Pki.Ap.Root.RawData);
        _folder.File("readme.txt", "not a certificate"u8);
        Assert.Equal([keys.Pki.Ap.Root, keys.Pki.Ap.Issuing, keys.Pki.Smp.Root], CertificateFiles.LoadAll(_folder.FullName).Value!);
        Assert.Equal([keys.Pki.Ap.Root], CertificateFiles.LoadAll(_folder.PathOf("a.cer")).Value!);
    }

    [Fact]
    public void What_is_wrong_is_named_with_the_file()
    {
        RequireFault(CertificateFaultKind.FileMissing, _folder.PathOf("none.pem"), "none.pem");
        RequireFault(CertificateFaultKind.FileMissing, _folder.FullName, "holds no certificate");
        _folder.File("bad.cer", [1, 2, 3]);
        RequireFault(CertificateFaultKind.Malformed, _folder.FullName, "bad.cer");
        RequireFault(CertificateFaultKind.Malformed, _folder.File("key.pem", Encoding.ASCII.GetBytes(keys.Good.PrivateKey.ExportPkcs8PrivateKeyPem())), "without a certificate");
        RequireFault(CertificateFaultKind.Malformed, _folder.File("huge.pem", new byte[5 << 20]), "no certificate or key file");
    }

    public void Dispose() => _folder.Dispose();

    private static void RequireFault(CertificateFaultKind kind, string path, string says)
    {
        var loaded = CertificateFiles.LoadAll(path);
        Assert.Equal(kind, loaded.Fault?.Kind);
        Assert.Contains(says, loaded.Fault!.Detail, StringComparison.Ordinal);
    }
}
