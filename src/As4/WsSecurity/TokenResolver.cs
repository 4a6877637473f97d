using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>A certificate that a token gives, and those that came with it.</summary>
internal sealed record TokenCertificate(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Others);

/// <summary>Resolves a <c>wsse:SecurityTokenReference</c> to a certificate, in the forms of AS4-SEC-1.</summary>
internal sealed class TokenResolver(SoapMessage soap, SecurityHeader header, IReadOnlyList<X509Certificate2> known)
{
    private const int MaxPathCertificates = 8;

    /// <summary>The certificate that a ds:KeyInfo names, or null when it names none that can be had.</summary>
    public TokenCertificate? Resolve(XmlTreeElement? keyInfo)
    {
        var references = keyInfo?.Elements().ToList() ?? [];
        if (references.Count != 1 || !references[0].Is(XmlNamespaces.Wsse, "SecurityTokenReference"))
        {
            return null;
        }

        var forms = references[0].Elements().ToList();
        try
        {
            return forms.Count == 1 ? ResolveForm(forms[0]) : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or AsnContentException)
        {
            return null;
        }
    }

    private TokenCertificate? ResolveForm(XmlTreeElement form)
    {
        if (form.Is(XmlNamespaces.Wsse, "Reference"))
        {
            return Token(form.Attribute("", "URI"));
        }

        var certificate = form switch
        {
            _ when form.Is(XmlNamespaces.Wsse, "KeyIdentifier") => Identified(form),
            _ when form.Is(XmlNamespaces.Ds, "X509Data") => IssuerSerial(form),
            _ => null,
        };
        return certificate is null ? null : new TokenCertificate(certificate, []);
    }

    private TokenCertificate? Token(string? uri)
    {
        // The token must be the one element with that id, and stand in this header: no other place is looked at (AS4-SEC-3).
        if (uri is not ['#', _, ..] || soap.Tree.FindById(uri[1..]) is not { } token
            || token.Parent != header.Element || !token.Is(XmlNamespaces.Wsse, "BinarySecurityToken"))
        {
            return null;
        }

        var bytes = Convert.FromBase64String(token.Text);
        return token.Attribute("", "ValueType") switch
        {
            WsNames.X509V3 or null => new TokenCertificate(X509CertificateLoader.LoadCertificate(bytes), []),
            WsNames.X509PkiPath => Path(bytes),
            _ => null,
        };
    }

    // RFC 4158 PkiPath: from the anchor's side down; the last certificate is the subject's own.
    private static TokenCertificate? Path(byte[] bytes)
    {
        var sequence = new AsnReader(bytes, AsnEncodingRules.DER).ReadSequence();
        var certificates = new List<X509Certificate2>();
        while (sequence.HasData && certificates.Count < MaxPathCertificates)
        {
            certificates.Add(X509CertificateLoader.LoadCertificate(sequence.ReadEncodedValue().Span));
        }

        return certificates.Count == 0 || sequence.HasData ? null : new TokenCertificate(certificates[^1], certificates[..^1]);
    }

    private X509Certificate2? Identified(XmlTreeElement identifier)
    {
        var bytes = Convert.FromBase64String(identifier.Text);
        return identifier.Attribute("", "ValueType") switch
        {
            WsNames.SubjectKeyIdentifier => NamedCertificate.ByKeyIdentifier(known, bytes),
            WsNames.ThumbprintSha1 => NamedCertificate.ByThumbprint(known, bytes),
            _ => null,
        };
    }

    private X509Certificate2? IssuerSerial(XmlTreeElement data)
    {
        var pair = data.Element(XmlNamespaces.Ds, "X509IssuerSerial");
        var issuer = pair?.Element(XmlNamespaces.Ds, "X509IssuerName")?.Text;
        var serial = pair?.Element(XmlNamespaces.Ds, "X509SerialNumber")?.Text;
        return issuer is null || serial is null ? null : NamedCertificate.ByIssuerSerial(known, issuer, serial);
    }
}
