using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Reads a key pair from PKCS #12.</summary>
internal static class Pkcs12KeyPair
{
    // ERROR_INVALID_PASSWORD as HRESULT, which the platform gives on every operating system.
    private const int InvalidPassword = unchecked((int)0x80070056);

    public static Result<KeyPair, CertificateFault> Load(string path, byte[] content, string? password)
    {
        X509Certificate2Collection loaded;
        try
        {
            // Exportable: RSA-OAEP with mixed hashes needs the key's parameters (O2O-2).
            loaded = X509CertificateLoader.LoadPkcs12Collection(content, password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException fault) when (fault.HResult == InvalidPassword)
        {
            return Fault(CertificateFaultKind.WrongPassword, string.IsNullOrEmpty(password)
                ? $"{path} is protected by a password and none is configured; configure it."
                : $"The password does not open {path}; correct the password.");
        }
        catch (CryptographicException fault)
        {
            return Fault(CertificateFaultKind.Malformed, $"{path} is neither PEM nor a PKCS #12 file that can be read; export it again. {fault.Message}");
        }

        var certificates = loaded.ToList();
        var keyed = certificates.FindAll(certificate => certificate.HasPrivateKey);
        if (keyed is not [var leaf])
        {
            return Refuse(certificates, keyed.Count == 0
                ? Fault(CertificateFaultKind.NoPrivateKey, $"{path} holds no certificate with its private key; export it together with the key.")
                : Fault(CertificateFaultKind.Malformed, $"{path} holds {keyed.Count} certificates with private keys; export one alone."));
        }

        var key = leaf.GetRSAPrivateKey();
        if (key is null)
        {
            return Refuse(certificates, Fault(CertificateFaultKind.NotRsa, $"The key in {path} is no RSA key; the profile needs RSA: order an RSA certificate."));
        }

        if (!KeyPairFile.Belongs(key, leaf))
        {
            key.Dispose();
            return Refuse(certificates, Fault(CertificateFaultKind.KeyMismatch, $"The key in {path} does not belong to its certificate {leaf.Subject}; export both again."));
        }

        certificates.Remove(leaf);
        return new KeyPair(leaf, key, certificates);
    }

    private static CertificateFault Refuse(List<X509Certificate2> certificates, CertificateFault fault)
    {
        certificates.ForEach(certificate => certificate.Dispose());
        return fault;
    }

    private static CertificateFault Fault(CertificateFaultKind kind, string detail) => new(kind, detail);
}
