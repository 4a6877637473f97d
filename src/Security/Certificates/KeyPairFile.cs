using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Loads key pairs from files; every way to fail is a fault of its own, with the file and the remedy (PKI-8).</summary>
internal static class KeyPairFile
{
    public static Result<KeyPair, CertificateFault> Load(string path, string? password)
    {
        if (!CertificateFileReader.ReadFile(path).TryGet(out var content, out var fault))
        {
            return fault;
        }

        if (!CertificateFileReader.IsPem(content))
        {
            return Pkcs12KeyPair.Load(path, content, password);
        }

        var text = CertificateFileReader.PemText(content);
        if (PemPrivateKey.IsIn(text))
        {
            return Join(path, text, path, text, password);
        }

        var beside = Path.ChangeExtension(path, ".key");
        return beside != path && File.Exists(beside)
            ? LoadPem(path, beside, password)
            : Fault(CertificateFaultKind.NoPrivateKey, $"{path} holds no private key and {beside} does not exist; put the key in one of them.");
    }

    public static Result<KeyPair, CertificateFault> Read(string name, byte[] content, string? password)
    {
        if (!CertificateFileReader.IsPem(content))
        {
            return Pkcs12KeyPair.Load(name, content, password);
        }

        var text = CertificateFileReader.PemText(content);
        return PemPrivateKey.IsIn(text)
            ? Join(name, text, name, text, password)
            : Fault(CertificateFaultKind.NoPrivateKey, $"{name} holds no private key.");
    }

    public static Result<KeyPair, CertificateFault> LoadPem(string certificatePath, string keyPath, string? password)
    {
        if (!CertificateFileReader.ReadFile(certificatePath).TryGet(out var certificate, out var fault)
            || !CertificateFileReader.ReadFile(keyPath).TryGet(out var key, out fault))
        {
            return fault;
        }

        return Join(certificatePath, CertificateFileReader.PemText(certificate), keyPath, CertificateFileReader.PemText(key), password);
    }

    /// <summary>Whether a private key belongs to a certificate.</summary>
    public static bool Belongs(RSA key, X509Certificate2 certificate)
    {
        using var own = certificate.GetRSAPublicKey();
        return own is not null && own.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }

    private static Result<KeyPair, CertificateFault> Join(string certificatePath, string certificateText, string keyPath, string keyText, string? password)
    {
        List<X509Certificate2> certificates;
        try
        {
            certificates = CertificateFileReader.Certificates(CertificateFileReader.PemBlocks(certificateText));
        }
        catch (CryptographicException)
        {
            return Fault(CertificateFaultKind.Malformed, $"{certificatePath} holds a damaged certificate; export it again.");
        }

        if (certificates.Count == 0)
        {
            return Fault(CertificateFaultKind.Malformed, $"{certificatePath} holds no certificate in PEM; put the certificate before the key.");
        }

        if (!PemPrivateKey.Read(keyPath, keyText, password).TryGet(out var key, out var fault))
        {
            return fault;
        }

        using (key)
        {
            var leaf = certificates.Find(certificate => Belongs(key, certificate));
            if (leaf is null)
            {
                var subjects = string.Join("; ", certificates.Select(certificate => certificate.Subject));
                return Fault(CertificateFaultKind.KeyMismatch, $"The key in {keyPath} belongs to no certificate in {certificatePath} ({subjects}); pair the key with its own certificate.");
            }

            certificates.Remove(leaf);
            return KeyPair.From(leaf.CopyWithPrivateKey(key), certificates);
        }
    }

    private static CertificateFault Fault(CertificateFaultKind kind, string detail) => new(kind, detail);
}
