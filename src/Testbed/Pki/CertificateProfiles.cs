using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Testbed.Pki;

/// <summary>The contents of the certificates, after the models of the federation's own (SPEC 9).</summary>
internal static class CertificateProfiles
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";

    public static CertificateRequest Authority(string commonName, RSA key, AuthorityNode? issuer)
    {
        var request = Start(commonName, "SdkNode", key, issuer, names: true);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, issuer is not null, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request;
    }

    public static CertificateRequest Leaf(string commonName, RSA key, AuthorityNode issuer, IssueOptions options, IReadOnlyList<string> usages)
    {
        var request = Start(commonName, options.Organization ?? "SdkNode", key, issuer, options.NamesCrl, options.NamesOcsp);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(options.KeyUsages, true));
        if (usages.Count > 0)
        {
            request.CertificateExtensions.Add(Usages(usages));
        }

        if (options.DnsNames.Count > 0)
        {
            request.CertificateExtensions.Add(AlternativeNames(options.DnsNames));
        }

        return request;
    }

    /// <summary>An OCSP answerer of its own, which need not be checked for revocation itself (RFC 6960, 4.2.2.2.1).</summary>
    public static CertificateRequest Responder(string commonName, RSA key, AuthorityNode issuer)
    {
        var request = Start(commonName, "SdkNode", key, issuer, names: false);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(Usages([OcspSigning]));
        request.CertificateExtensions.Add(new X509Extension(new Oid(OcspNoCheck), [0x05, 0x00], false));
        return request;
    }

    private static CertificateRequest Start(string commonName, string organization, RSA key, AuthorityNode? issuer, bool names) =>
        Start(commonName, organization, key, issuer, names, names);

    private static CertificateRequest Start(string commonName, string organization, RSA key, AuthorityNode? issuer, bool crl, bool ocsp)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCountryOrRegion("SE");
        subject.AddOrganizationName(organization);
        subject.AddOrganizationalUnitName(DevelopmentCertificates.OrganizationalUnit);
        subject.AddCommonName(commonName);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is null)
        {
            return request;
        }

        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false));
        if (crl)
        {
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([issuer.CrlUri.ToString()]));
        }

        if (ocsp)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([issuer.OcspUri.ToString()], []));
        }

        return request;
    }

    private static X509EnhancedKeyUsageExtension Usages(IReadOnlyList<string> usages)
    {
        var oids = new OidCollection();
        foreach (var usage in usages)
        {
            oids.Add(new Oid(usage));
        }

        return new X509EnhancedKeyUsageExtension(oids, false);
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }
}
