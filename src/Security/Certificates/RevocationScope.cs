using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>What part of an issuer's certificates a CRL is about (RFC 5280, 5.2.5 issuingDistributionPoint).</summary>
/// <param name="UserCertificatesOnly">Only end entities.</param>
/// <param name="AuthorityCertificatesOnly">Only authorities.</param>
/// <param name="Points">Only certificates that name one of these points; null: all.</param>
internal sealed record RevocationScope(bool UserCertificatesOnly, bool AuthorityCertificatesOnly, IReadOnlyList<string>? Points)
{
    public static RevocationScope Everything { get; } = new(false, false, null);

    /// <summary>Reads the extension; null when the CRL is indirect, for some reasons only or for attribute certificates, which we cannot use.</summary>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static RevocationScope? Read(ReadOnlyMemory<byte> extension)
    {
        var scope = Everything;
        var fields = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (fields.HasData)
        {
            var tag = fields.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific)
            {
                throw new AsnContentException();
            }

            switch (tag.TagValue)
            {
                case 0:
                    scope = scope with { Points = ReadPoints(fields.ReadSequence(tag)) };
                    break;
                case 1 when fields.ReadBoolean(tag):
                    scope = scope with { UserCertificatesOnly = true };
                    break;
                case 2 when fields.ReadBoolean(tag):
                    scope = scope with { AuthorityCertificatesOnly = true };
                    break;
                default:
                    return null;
            }
        }

        return scope;
    }

    /// <summary>Whether the CRL would list the certificate if it were revoked. A CRL of another part must not pass for this one's.</summary>
    public bool Covers(X509Certificate2 certificate, IReadOnlyList<Uri> points)
    {
        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
        return !(UserCertificatesOnly && isAuthority)
            && !(AuthorityCertificatesOnly && !isAuthority)
            && (Points is null || points.Any(point => Points.Contains(point.OriginalString)));
    }

    private static List<string> ReadPoints(AsnReader name)
    {
        var tag = name.PeekTag();
        return tag.TagValue == 0 ? [.. RevocationPoints.ReadUris(name.ReadSequence(tag))] : [];
    }
}
