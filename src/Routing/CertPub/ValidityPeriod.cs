using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Routing.CertPub;

/// <summary>The dates of a certificate.</summary>
internal static class ValidityPeriod
{
    /// <summary>True when <paramref name="time"/> is inside them.</summary>
    public static bool Includes(X509Certificate2 certificate, DateTimeOffset time) =>
        time >= CertificateNames.ValidFrom(certificate) && time <= CertificateNames.ValidTo(certificate);
}
