using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SdkNode.As4.Tests.Support;

/// <summary>Rewrites the token references of an envelope into the other forms that peers use. KeyInfo is not signed.</summary>
internal static class TokenForms
{
    private const string X509Profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#";

    public static string Change(string soap, string form, X509Certificate2 signer, X509Certificate2 recipient)
    {
        if (form == "pkipath")
        {
            return soap.Replace(Convert.ToBase64String(signer.RawData), Convert.ToBase64String(Path(recipient, signer)), StringComparison.Ordinal)
                .Replace($"ValueType=\"{X509Profile}X509v3\" wsu:Id=\"X509-", $"ValueType=\"{X509Profile}X509PKIPathv1\" wsu:Id=\"X509-", StringComparison.Ordinal)
                .Replace($"X509PKIPathv1\" wsu:Id=\"X509-ENC", "X509v3\" wsu:Id=\"X509-ENC", StringComparison.Ordinal);
        }

        return Regex.Replace(soap, "<wsse:Reference URI=\"#X509-(ENC)?[^>]*?(/>|></wsse:Reference>)", match => Name(form, match.Groups[1].Success ? recipient : signer));
    }

    private static string Name(string form, X509Certificate2 certificate) => form switch
    {
        "serial" => "<ds:X509Data xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509IssuerSerial>"
            + $"<ds:X509IssuerName>{System.Security.SecurityElement.Escape(certificate.IssuerName.Decode(X500DistinguishedNameFlags.Reversed))}</ds:X509IssuerName>"
            + $"<ds:X509SerialNumber>{new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture)}</ds:X509SerialNumber>"
            + "</ds:X509IssuerSerial></ds:X509Data>",
        "ski" => $"<wsse:KeyIdentifier ValueType=\"{X509Profile}X509SubjectKeyIdentifier\">"
            + Convert.ToBase64String(certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.Span) + "</wsse:KeyIdentifier>",
        _ => "<wsse:KeyIdentifier ValueType=\"http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1\">"
            + Convert.ToBase64String(certificate.GetCertHash(HashAlgorithmName.SHA1)) + "</wsse:KeyIdentifier>",
    };

    private static byte[] Path(params X509Certificate2[] certificates)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var certificate in certificates)
            {
                writer.WriteEncodedValue(certificate.RawData);
            }
        }

        return writer.Encode();
    }
}
