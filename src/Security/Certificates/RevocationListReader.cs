using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Reads and verifies CRLs (RFC 5280, 5). Straight from the octets: a list of a million entries must not become a million objects of a general parser.</summary>
internal static class RevocationListReader
{
    private const string DeltaIndicator = "2.5.29.27";
    private const string IssuingDistributionPoint = "2.5.29.28";
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0, true);

    /// <summary>Reads a CRL of an issuer.</summary>
    /// <returns>The list, or a text for people that says why it cannot be used.</returns>
    public static Result<RevocationList, string> Read(byte[] der, X509Certificate2 issuer)
    {
        try
        {
            var signed = SignedAsn.Read(der);
            if (ReadContent(signed.Content) is not { } list)
            {
                return "it is a delta or indirect CRL, or has a critical extension that we do not know";
            }

            if (!list.IssuerName.Span.SequenceEqual(issuer.SubjectName.RawData))
            {
                return $"it is not issued by {issuer.Subject}";
            }

            if (!MaySignLists(issuer) || !signed.IsSignedBy(issuer))
            {
                return $"its signature is not one of {issuer.Subject} with an accepted algorithm";
            }

            return list;
        }
        catch (Exception fault) when (fault is AsnContentException or ArgumentException or CryptographicException)
        {
            // Anybody on the way may have written these octets; whatever they do to a parser, they are no CRL.
            return "it is no CRL in DER";
        }
    }

    private static RevocationList? ReadContent(ReadOnlyMemory<byte> content)
    {
        var fields = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        if (fields.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            fields.ReadInteger();
        }

        fields.ReadSequence();
        var issuer = fields.ReadEncodedValue();
        var thisUpdate = ReadTime(fields);
        if (!fields.HasData || !IsTime(fields.PeekTag()))
        {
            // RFC 5280, 5.1.2.5: nextUpdate is obligatory; without it nobody knows how old the list may be.
            throw new AsnContentException();
        }

        var nextUpdate = ReadTime(fields);
        var revoked = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) && !ReadEntries(fields.ReadSequence(), revoked))
        {
            return null;
        }

        var scope = fields.HasData ? ReadExtensions(fields.ReadSequence(ExtensionsTag).ReadSequence()) : RevocationScope.Everything;
        return scope is null ? null : new RevocationList { IssuerName = issuer, ThisUpdate = thisUpdate, NextUpdate = nextUpdate, Revoked = revoked, Scope = scope };
    }

    // False when an entry has a critical extension: such an entry may be about another issuer's certificate (an indirect CRL).
    private static bool ReadEntries(AsnReader entries, Dictionary<string, DateTimeOffset> revoked)
    {
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = RevocationList.Key(entry.ReadIntegerBytes().Span);
            revoked[serial] = ReadTime(entry);
            if (entry.HasData && Extensions(entry.ReadSequence()).Any(extension => extension.IsCritical))
            {
                return false;
            }
        }

        return true;
    }

    private static RevocationScope? ReadExtensions(AsnReader extensions)
    {
        RevocationScope? scope = RevocationScope.Everything;
        foreach (var extension in Extensions(extensions))
        {
            if (extension.Oid == IssuingDistributionPoint)
            {
                scope = RevocationScope.Read(extension.Value);
            }
            else if (extension.Oid == DeltaIndicator || extension.IsCritical)
            {
                return null;
            }
        }

        return scope;
    }

    private static IEnumerable<(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value)> Extensions(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            yield return (oid, critical, extension.ReadOctetString());
        }
    }

    private static bool MaySignLists(X509Certificate2 issuer) =>
        issuer.Extensions.OfType<X509KeyUsageExtension>().All(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign));

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader fields) =>
        fields.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? fields.ReadUtcTime() : fields.ReadGeneralizedTime();
}
