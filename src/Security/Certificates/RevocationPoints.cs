using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Where a certificate says that its revocation is told.</summary>
/// <param name="Ocsp">The http and https addresses of OCSP.</param>
/// <param name="Crls">The http and https addresses of CRLs.</param>
/// <param name="AreNamed">Whether it names any place at all, be it one that we cannot ask (ldap, a CRL of another authority).</param>
internal sealed record RevocationPoints(IReadOnlyList<Uri> Ocsp, IReadOnlyList<Uri> Crls, bool AreNamed)
{
    private const string AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";
    private const string CrlDistributionPoints = "2.5.29.31";
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    /// <summary>Reads the certificate's extensions; one that is malformed names a place that we cannot ask.</summary>
    public static RevocationPoints Of(X509Certificate2 certificate)
    {
        var ocsp = new List<Uri>();
        var crls = new List<Uri>();
        var named = false;
        foreach (var extension in certificate.Extensions)
        {
            try
            {
                if (extension.Oid?.Value == AuthorityInformationAccess)
                {
                    var uris = new X509AuthorityInformationAccessExtension(extension.RawData).EnumerateOcspUris().ToList();
                    named |= uris.Count > 0;
                    AddWeb(ocsp, uris);
                }
                else if (extension.Oid?.Value == CrlDistributionPoints)
                {
                    named = true;
                    AddWeb(crls, ReadDistributionPoints(extension.RawData));
                }
            }
            catch (Exception fault) when (fault is AsnContentException or CryptographicException)
            {
                named = true;
            }
        }

        return new RevocationPoints(ocsp, crls, named);
    }

    /// <summary>The addresses of a GeneralNames sequence without its own tag.</summary>
    public static IEnumerable<string> ReadUris(AsnReader names)
    {
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(UriTag))
            {
                yield return names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag);
            }
            else
            {
                names.ReadEncodedValue();
            }
        }
    }

    // RFC 5280, 4.2.1.13. A point that is only for some reasons, or whose CRL another authority issues, is no use to us.
    private static List<string> ReadDistributionPoints(byte[] extension)
    {
        var uris = new List<string>();
        var points = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            var found = new List<string>();
            if (point.HasData && point.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                var name = point.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, true));
                if (name.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    found.AddRange(ReadUris(name.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, true))));
                }
            }

            if (!point.HasData)
            {
                uris.AddRange(found);
            }
        }

        return uris;
    }

    private static void AddWeb(List<Uri> list, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            {
                list.Add(uri);
            }
        }
    }
}
