using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>
/// Certificates of the development PKI, whose authorities anybody can have made. Each of them, and each certificate that they
/// issue, names <see cref="OrganizationalUnit"/>, so that a node can refuse to start with one in production.
/// </summary>
public static class DevelopmentCertificates
{
    /// <summary>The organisational unit that marks a development certificate.</summary>
    public const string OrganizationalUnit = "SdkNode development";

    private const string OrganizationalUnitOid = "2.5.4.11";

    /// <summary>True when the subject or the issuer carries the mark.</summary>
    public static bool IsDevelopmentCertificate(X509Certificate2 certificate) =>
        CarriesMark(certificate.SubjectName) || CarriesMark(certificate.IssuerName);

    private static bool CarriesMark(X500DistinguishedName name) => name.EnumerateRelativeDistinguishedNames().Any(part =>
        !part.HasMultipleElements
        && part.GetSingleElementType().Value == OrganizationalUnitOid
        && part.GetSingleElementValue() == OrganizationalUnit);
}
