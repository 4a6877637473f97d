using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>What a certificate itself must be like: time, key, usage, policies, signature algorithm.</summary>
internal static class CertificateProfile
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";
    private const string AnyExtendedUsage = "2.5.29.37.0";
    private const string CertificatePolicies = "2.5.29.32";

    /// <summary>Checks the validity at a time.</summary>
    public static CertificateFault? CheckTime(X509Certificate2 certificate, DateTimeOffset now)
    {
        var (from, to) = (CertificateNames.ValidFrom(certificate), CertificateNames.ValidTo(certificate));
        if (now < from)
        {
            return Fault(CertificateFaultKind.NotYetValid, string.Create(CultureInfo.InvariantCulture, $"{certificate.Subject} is valid only from {from:yyyy-MM-dd HH:mm} UTC."));
        }

        return now <= to ? null : Fault(CertificateFaultKind.Expired, string.Create(CultureInfo.InvariantCulture, $"{certificate.Subject} expired {to:yyyy-MM-dd HH:mm} UTC."));
    }

    /// <summary>Checks key and signature algorithm (PKI-4). Elliptic curves serve for TLS and for authorities.</summary>
    public static CertificateFault? CheckStrength(X509Certificate2 certificate, TrustPolicy policy, bool isAnchor, bool mustBeRsa)
    {
        using var key = certificate.GetRSAPublicKey();
        if (key is null && mustBeRsa)
        {
            return Fault(CertificateFaultKind.NotRsa, $"{certificate.Subject} has no RSA key.");
        }

        if (key?.KeySize < policy.MinimumRsaBits)
        {
            return Fault(CertificateFaultKind.KeyTooWeak, $"{certificate.Subject} has a key of {key.KeySize} bits; {policy.MinimumRsaBits} are required.");
        }

        // An anchor is trusted for being configured, not for its signature.
        return isAnchor || CertificateSignatures.IsAccepted(certificate.SignatureAlgorithm.Value)
            ? null
            : Fault(CertificateFaultKind.WeakSignature, $"{certificate.Subject} is signed with {certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value}, which is not accepted.");
    }

    /// <summary>
    /// Checks what the key may be used for, where the certificate says so. For signing and encryption no extended key usage is
    /// asked for: the certificates of organisations in the federation name those of TLS.
    /// </summary>
    public static CertificateFault? CheckUse(X509Certificate2 certificate, CertificateUse use)
    {
        if (use == CertificateUse.Any)
        {
            return null;
        }

        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority))
        {
            return Fault(CertificateFaultKind.KeyUsage, $"{certificate.Subject} is a certificate authority and may not be used for {use}.");
        }

        var wanted = KeyUsages(use);
        if (certificate.Extensions.OfType<X509KeyUsageExtension>().Any(usage => (usage.KeyUsages & wanted) == 0))
        {
            return Fault(CertificateFaultKind.KeyUsage, $"{certificate.Subject} lacks the key usage for {use} ({wanted}).");
        }

        return ExtendedUsage(use) is { } extended && certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(usages => !Names(usages, extended))
            ? Fault(CertificateFaultKind.KeyUsage, $"{certificate.Subject} lacks the extended key usage for {use} ({extended}).")
            : null;
    }

    /// <summary>Checks that the certificate names one of the policies that are demanded.</summary>
    public static CertificateFault? CheckPolicies(X509Certificate2 certificate, IReadOnlyList<string> required) =>
        required.Count == 0 || Policies(certificate).Intersect(required).Any()
            ? null
            : Fault(CertificateFaultKind.PolicyMissing, $"{certificate.Subject} names none of the certificate policies {string.Join(", ", required)}.");

    private static X509KeyUsageFlags KeyUsages(CertificateUse use) => use switch
    {
        CertificateUse.Signing => X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
        CertificateUse.Encryption => X509KeyUsageFlags.KeyEncipherment,
        CertificateUse.TlsClient => X509KeyUsageFlags.DigitalSignature,
        _ => X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment,
    };

    private static string? ExtendedUsage(CertificateUse use) => use switch
    {
        CertificateUse.TlsClient => ClientAuth,
        CertificateUse.TlsServer => ServerAuth,
        _ => null,
    };

    private static bool Names(X509EnhancedKeyUsageExtension usages, string oid) =>
        usages.EnhancedKeyUsages[oid] is not null || usages.EnhancedKeyUsages[AnyExtendedUsage] is not null;

    private static List<string> Policies(X509Certificate2 certificate)
    {
        var policies = new List<string>();
        foreach (var extension in certificate.Extensions.Where(extension => extension.Oid?.Value == CertificatePolicies))
        {
            try
            {
                var list = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
                while (list.HasData)
                {
                    policies.Add(list.ReadSequence().ReadObjectIdentifier());
                }
            }
            catch (AsnContentException)
            {
                return [];
            }
        }

        return policies;
    }

    private static CertificateFault Fault(CertificateFaultKind kind, string detail) => new(kind, detail);
}
