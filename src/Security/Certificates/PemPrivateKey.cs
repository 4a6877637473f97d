using System.Security.Cryptography;

namespace SdkNode.Security.Certificates;

/// <summary>Reads an RSA private key in PEM: PKCS #8, encrypted PKCS #8 or PKCS #1.</summary>
internal static class PemPrivateKey
{
    private const string Encrypted = "ENCRYPTED PRIVATE KEY";
    private const string Pkcs8 = "PRIVATE KEY";
    private const string Pkcs1 = "RSA PRIVATE KEY";
    private const string EllipticCurve = "EC PRIVATE KEY";

    public static bool IsIn(string text) => text.Contains(Pkcs8 + "-----", StringComparison.Ordinal);

    public static Result<RSA, CertificateFault> Read(string path, string text, string? password)
    {
        // OpenSSL's own old encryption is no RFC 7468, and derives its key with one round of MD5.
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            return new CertificateFault(CertificateFaultKind.Malformed, $"{path} is encrypted in the old way of OpenSSL; convert it with: openssl pkcs8 -topk8 -in {path} -out new.key");
        }

        var keys = CertificateFileReader.PemBlocks(text).FindAll(block => block.Label is Encrypted or Pkcs8 or Pkcs1 or EllipticCurve);
        return keys switch
        {
            [] => new CertificateFault(CertificateFaultKind.NoPrivateKey, $"{path} holds no private key in PEM; put the key there."),
            [(EllipticCurve, _)] => NotRsa(path),
            [(Encrypted, var pem)] => ImportEncrypted(path, pem, password),
            [(_, var pem)] => Import(path, pem),
            _ => new CertificateFault(CertificateFaultKind.Malformed, $"{path} holds {keys.Count} private keys; keep one."),
        };
    }

    private static Result<RSA, CertificateFault> Import(string path, string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return IsEllipticCurve(curve => curve.ImportFromPem(pem)) ? NotRsa(path) : Damaged(path);
        }
    }

    private static Result<RSA, CertificateFault> ImportEncrypted(string path, string pem, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            return new CertificateFault(CertificateFaultKind.WrongPassword, $"The key in {path} is encrypted and no password is configured; configure it.");
        }

        var key = RSA.Create();
        try
        {
            key.ImportFromEncryptedPem(pem, password);
            return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return IsEllipticCurve(curve => curve.ImportFromEncryptedPem(pem, password))
                ? NotRsa(path)
                : new CertificateFault(CertificateFaultKind.WrongPassword, $"The password does not open the key in {path}; correct the password.");
        }
    }

    private static bool IsEllipticCurve(Action<ECDsa> import)
    {
        using var curve = ECDsa.Create();
        try
        {
            import(curve);
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static CertificateFault NotRsa(string path) =>
        new(CertificateFaultKind.NotRsa, $"The key in {path} is an elliptic curve key; the profile needs RSA: order an RSA certificate.");

    private static CertificateFault Damaged(string path) =>
        new(CertificateFaultKind.Malformed, $"The key in {path} is damaged or of an unknown kind; export it again as PKCS #8.");
}
