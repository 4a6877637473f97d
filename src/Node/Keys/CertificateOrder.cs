using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Administration;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>
/// Makes the request for a certificate (PKCS#10): the subject that the purpose needs, its key usages, and for TLS the host names. In a
/// renewal subject and names are those of the certificate in use.
/// </summary>
internal static class CertificateOrder
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>The key lengths that may be ordered (PKI-4).</summary>
    public static IReadOnlyList<int> KeyBits { get; } = [3072, 4096];

    /// <summary>Builds the request.</summary>
    /// <param name="target">What it is for.</param>
    /// <param name="subject">The subject, such as <c>CN=AP0001-SDK-QA, O=Kristinehamns kommun, C=SE</c>; null for that of <paramref name="inUse"/>.</param>
    /// <param name="dnsNames">Host names for TLS; empty for those of <paramref name="inUse"/>, else the CN.</param>
    /// <param name="inUse">The certificate that is to be renewed; null for a first one.</param>
    public static Result<Func<RSA, byte[]>, DeskFault> Read(KeyTarget target, string? subject, IReadOnlyList<string> dnsNames, X509Certificate2? inUse)
    {
        if (subject is null && inUse is null)
        {
            return new DeskFault($"There is no certificate for {target.Description} yet, so the subject must be given.", $"Give --subject, such as \"{Example(target)}\".");
        }

        X500DistinguishedName name;
        try
        {
            name = subject is null ? inUse!.SubjectName : new X500DistinguishedName(subject);
        }
        catch (CryptographicException)
        {
            return new DeskFault($"\"{subject}\" is no subject.", $"Write it as \"{Example(target)}\".");
        }

        var common = CommonName(name);
        if (common.Length == 0)
        {
            return new DeskFault("The subject has no common name (CN).", $"Write it as \"{Example(target)}\".");
        }

        if (target.Purposes.Contains(KeyPurpose.ApSigning) && inUse is not null && common != CertificateNames.CommonName(inUse))
        {
            return new DeskFault($"The access point's party id is the CN of its certificate (AS4-2): it is {CertificateNames.CommonName(inUse)}, and partners know it by that, not by {common}.", "Leave --subject out to renew it as it is.");
        }

        Func<RSA, byte[]> make = key => Request(target, name, Names(target, dnsNames, inUse, common), key);
        return make;
    }

    private static byte[] Request(KeyTarget target, X500DistinguishedName subject, IReadOnlyList<string> names, RSA key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var usages = target.Purposes.Aggregate(X509KeyUsageFlags.None, static (usages, purpose) =>
            usages | (purpose.Opens() ? X509KeyUsageFlags.KeyEncipherment : purpose is KeyPurpose.TlsServer ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.DigitalSignature));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        var extended = new OidCollection();
        if (target.Purposes.Contains(KeyPurpose.TlsServer))
        {
            extended.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        }

        if (target.Purposes.Contains(KeyPurpose.TlsClient))
        {
            extended.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        }

        if (extended.Count > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, critical: false));
        }

        if (names.Count > 0)
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

            request.CertificateExtensions.Add(builder.Build());
        }

        return request.CreateSigningRequest();
    }

    private static IReadOnlyList<string> Names(KeyTarget target, IReadOnlyList<string> given, X509Certificate2? inUse, string common)
    {
        if (!target.Purposes.Any(purpose => purpose is KeyPurpose.TlsServer or KeyPurpose.TlsClient))
        {
            return given;
        }

        var known = inUse?.Extensions.FirstOrDefault(extension => extension.Oid?.Value == SubjectAlternativeName) is { } extension
            ? new X509SubjectAlternativeNameExtension(extension.RawData) : null;
        IReadOnlyList<string> inherited = known is null ? [] : [.. known.EnumerateDnsNames(), .. known.EnumerateIPAddresses().Select(address => address.ToString())];
        return given.Count > 0 ? given : inherited.Count > 0 ? inherited : Uri.CheckHostName(common) == UriHostNameType.Dns ? [common] : [];
    }

    private static string CommonName(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3").Select(part => part.GetSingleElementValue()).FirstOrDefault() ?? "";

    private static string Example(KeyTarget target) => target.Purposes[0] switch
    {
        KeyPurpose.ApSigning or KeyPurpose.ApDecryption => "CN=AP0001-SDK-QA, O=Kristinehamns kommun, C=SE",
        KeyPurpose.TlsServer or KeyPurpose.TlsClient => "CN=sdk.kristinehamn.se, O=Kristinehamns kommun, C=SE",
        _ => "CN=Kristinehamns kommun, O=Kristinehamns kommun, C=SE",
    };
}
