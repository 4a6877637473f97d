using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using SdkNode.Security.Certificates;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SdkNode.Security.Tests.Certificates;

/// <summary>Makes CRLs of every kind with BouncyCastle.</summary>
internal static class Crls
{
    public static byte[] Make(
        KeyPair issuer, DateTimeOffset now, IEnumerable<X509Certificate2>? revoked = null, Action<X509V2CrlGenerator>? change = null, string algorithm = "SHA256WITHRSA")
    {
        var generator = new X509V2CrlGenerator();
        generator.SetIssuerDN(new BouncyCertificate(issuer.Certificate.RawData).SubjectDN);
        generator.SetThisUpdate(now.UtcDateTime);
        generator.SetNextUpdate(now.AddHours(1).UtcDateTime);
        foreach (var certificate in revoked ?? [])
        {
            generator.AddCrlEntry(new BigInteger(1, certificate.SerialNumberBytes.ToArray()), now.UtcDateTime, CrlReason.KeyCompromise);
        }

        change?.Invoke(generator);
        return generator.Generate(new Asn1SignatureFactory(algorithm, DotNetUtilities.GetRsaKeyPair(issuer.PrivateKey).Private)).GetEncoded();
    }

    public static Action<X509V2CrlGenerator> Scope(string? point = null, bool users = false, bool authorities = false, bool indirect = false)
    {
        var name = point is null ? null : new DistributionPointName(new GeneralNames(new GeneralName(GeneralName.UniformResourceIdentifier, point)));
        return generator => generator.AddExtension(
            X509Extensions.IssuingDistributionPoint, true, new IssuingDistributionPoint(name, users, authorities, null, indirect, false));
    }

    public static Action<X509V2CrlGenerator> Delta() =>
        generator => generator.AddExtension(X509Extensions.DeltaCrlIndicator, true, new CrlNumber(BigInteger.One));

    public static Action<X509V2CrlGenerator> Unknown(bool critical) =>
        generator => generator.AddExtension(new DerObjectIdentifier("1.2.3.4.5"), critical, DerNull.Instance);
}
