using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>Makes an authority's CRL of this moment.</summary>
internal static class CrlAnswer
{
    public static byte[] Make(AuthorityNode authority, DevelopmentPkiOptions options)
    {
        var now = options.Clock.GetUtcNow();
        var builder = new CertificateRevocationListBuilder();
        foreach (var (serial, time) in authority.Revoked)
        {
            builder.AddEntry(Convert.FromHexString(serial), time, X509RevocationReason.KeyCompromise);
        }

        return builder.Build(
            authority.Certificate,
            new BigInteger(now.UtcTicks),
            now + options.StatusLifetime,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1,
            now);
    }
}
