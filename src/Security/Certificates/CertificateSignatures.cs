using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>The signature algorithms of certificates, CRLs and OCSP answers: RSA PKCS #1 v1.5 and ECDSA with SHA-2. SHA-1 and everything else is refused.</summary>
internal static class CertificateSignatures
{
    private static readonly Dictionary<string, (HashAlgorithmName Hash, bool IsRsa)> Accepted = new()
    {
        ["1.2.840.113549.1.1.11"] = (HashAlgorithmName.SHA256, true),
        ["1.2.840.113549.1.1.12"] = (HashAlgorithmName.SHA384, true),
        ["1.2.840.113549.1.1.13"] = (HashAlgorithmName.SHA512, true),
        ["1.2.840.10045.4.3.2"] = (HashAlgorithmName.SHA256, false),
        ["1.2.840.10045.4.3.3"] = (HashAlgorithmName.SHA384, false),
        ["1.2.840.10045.4.3.4"] = (HashAlgorithmName.SHA512, false),
    };

    public static bool IsAccepted(string? algorithmOid) => algorithmOid is not null && Accepted.ContainsKey(algorithmOid);

    /// <summary>Whether the signer's key made the signature over the data.</summary>
    public static bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string algorithmOid, X509Certificate2 signer)
    {
        if (!Accepted.TryGetValue(algorithmOid, out var algorithm))
        {
            return false;
        }

        if (algorithm.IsRsa)
        {
            using var rsa = signer.GetRSAPublicKey();
            return rsa?.VerifyData(data, signature, algorithm.Hash, RSASignaturePadding.Pkcs1) ?? false;
        }

        using var curve = signer.GetECDsaPublicKey();
        return curve?.VerifyData(data, signature, algorithm.Hash, DSASignatureFormat.Rfc3279DerSequence) ?? false;
    }
}
