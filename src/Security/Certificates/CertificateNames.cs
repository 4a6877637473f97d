using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Names of certificates, for machines and for people.</summary>
public static class CertificateNames
{
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>
    /// The one common name of the subject, which is the party id of an access point (DIR-4); empty when there is none or more than one,
    /// so that an ambiguous subject equals no party.
    /// </summary>
    public static string CommonName(X509Certificate2 certificate)
    {
        string? name = null;
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || part.GetSingleElementType().Value != CommonNameOid)
            {
                continue;
            }

            if (name is not null)
            {
                return "";
            }

            name = part.GetSingleElementValue();
        }

        return name ?? "";
    }

    /// <summary>A line for people: subject, serial number, issuer and validity in UTC.</summary>
    public static string Describe(X509Certificate2 certificate) => Plain(string.Create(
        CultureInfo.InvariantCulture,
        $"{certificate.Subject}, serial {certificate.SerialNumber}, issued by {certificate.Issuer}, valid {ValidFrom(certificate):yyyy-MM-dd HH:mm} to {ValidTo(certificate):yyyy-MM-dd HH:mm} UTC"));

    // Whoever makes a certificate chooses its names: they stay on one line, and control no terminal.
    internal static string Plain(string text) => text.Any(IsControl) ? string.Concat(text.Select(c => IsControl(c) ? '\uFFFD' : c)) : text;

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>When the validity begins, in UTC.</summary>
    public static DateTimeOffset ValidFrom(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    /// <summary>When the validity ends, in UTC.</summary>
    public static DateTimeOffset ValidTo(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());
}
