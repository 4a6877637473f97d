using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.As4.WsSecurity;

/// <summary>Finds a certificate that a peer names instead of sending it: issuer and serial, key identifier, thumbprint.</summary>
internal static class NamedCertificate
{
    /// <summary>The certificate with that issuer and serial number (decimal), or null.</summary>
    public static X509Certificate2? ByIssuerSerial(IEnumerable<X509Certificate2> known, string issuer, string serial)
    {
        if (!BigInteger.TryParse(serial.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return known.FirstOrDefault(certificate =>
            new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true) == number
            && IsSameName(certificate.IssuerName, issuer));
    }

    /// <summary>The certificate with that subject key identifier, or null.</summary>
    public static X509Certificate2? ByKeyIdentifier(IEnumerable<X509Certificate2> known, ReadOnlySpan<byte> identifier)
    {
        foreach (var certificate in known)
        {
            var extension = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
            if (extension is not null && extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier))
            {
                return certificate;
            }
        }

        return null;
    }

    /// <summary>The certificate with that SHA-1 thumbprint, or null. The thumbprint only names; trust is checked on what is found.</summary>
    public static X509Certificate2? ByThumbprint(IEnumerable<X509Certificate2> known, ReadOnlySpan<byte> thumbprint)
    {
        foreach (var certificate in known)
        {
            if (certificate.GetCertHash(HashAlgorithmName.SHA1).AsSpan().SequenceEqual(thumbprint))
            {
                return certificate;
            }
        }

        return null;
    }

    // Names come in either order and with any spacing: the same set of attributes is the same name.
    private static bool IsSameName(X500DistinguishedName name, string text)
    {
        try
        {
            return Attributes(name).SetEquals(Attributes(new X500DistinguishedName(text.Trim())));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static HashSet<(string?, string?)> Attributes(X500DistinguishedName name) =>
        [.. name.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements)
            .Select(part => (part.GetSingleElementType().Value, part.GetSingleElementValue()))];
}
