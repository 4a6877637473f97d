using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Ocsp;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SdkNode.Security.Certificates;

/// <summary>An answer of OCSP and until when it may be used; null: for as long as the checker's limits say.</summary>
internal sealed record OcspAnswer(RevocationAnswer Answer, DateTimeOffset? NextUpdate);

/// <summary>One question about one certificate, and the reading of what is answered (RFC 6960). No nonce is sent: answers are cached anyhow, and many answerers ignore it.</summary>
internal sealed class OcspExchange
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    private readonly X509Certificate2 _issuer;
    private readonly CertificateID _asked;

    public OcspExchange(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        _issuer = issuer;

        // SHA-1 only names the issuer here; it is what every answerer understands (RFC 5019, 2.1.1).
        var serial = new BigInteger(1, certificate.SerialNumberBytes.ToArray());
        _asked = new CertificateID(CertificateID.DigestSha1, new BouncyCertificate(issuer.RawData), serial);
    }

    /// <summary>The request in DER.</summary>
    public byte[] Request()
    {
        var generator = new OcspReqGenerator();
        generator.AddRequest(_asked);
        return generator.Generate().GetEncoded();
    }

    /// <summary>Reads and verifies a response.</summary>
    /// <returns>The answer, or a text for people that says why the response cannot be used.</returns>
    public Result<OcspAnswer, string> Read(byte[] response, DateTimeOffset now, RevocationLimits limits)
    {
        try
        {
            var outer = new OcspResp(response);
            if (outer.Status != OcspRespStatus.Successful || outer.GetResponseObject() is not BasicOcspResp basic)
            {
                return $"the OCSP status is {outer.Status}";
            }

            if (!IsAuthentic(basic, now))
            {
                return $"its signature is neither one of {_issuer.Subject} nor of an OCSP answerer that it has certified, with an accepted algorithm";
            }

            var answer = Array.Find(basic.Responses, single => IsAsked(single.GetCertID()));
            return answer is null ? "it is about other certificates" : Read(answer, now, limits);
        }
        catch (Exception fault) when (fault is IOException or Org.BouncyCastle.Security.GeneralSecurityException or ArgumentException or InvalidOperationException or InvalidCastException or FormatException or OverflowException or CryptographicException)
        {
            return "it is no OCSP response";
        }
    }

    private static Result<OcspAnswer, string> Read(SingleResp answer, DateTimeOffset now, RevocationLimits limits)
    {
        var made = Utc(answer.ThisUpdate);
        DateTimeOffset? next = answer.NextUpdate is { } time ? Utc(time) : null;
        if (made > now + limits.ClockSkew)
        {
            return $"it is of {made:yyyy-MM-dd HH:mm} UTC, which has not come yet";
        }

        if ((next ?? made + limits.DefaultOcspLifetime) < now - limits.ClockSkew)
        {
            return $"it is of {made:yyyy-MM-dd HH:mm} UTC and out of date";
        }

        return answer.GetCertStatus() switch
        {
            null => new OcspAnswer(new RevocationAnswer(RevocationState.Good, $"good, says OCSP of {made:yyyy-MM-dd HH:mm} UTC"), next),
            RevokedStatus revoked => new OcspAnswer(
                new RevocationAnswer(RevocationState.Revoked, $"revoked {revoked.RevocationTime:yyyy-MM-dd HH:mm} UTC, says OCSP of {made:yyyy-MM-dd HH:mm} UTC"),
                next),
            _ => "the answerer does not know the certificate",
        };
    }

    private bool IsAsked(CertificateID answered) =>
        answered.HashAlgOid == _asked.HashAlgOid
        && answered.SerialNumber.Equals(_asked.SerialNumber)
        && answered.GetIssuerNameHash().AsSpan().SequenceEqual(_asked.GetIssuerNameHash())
        && answered.GetIssuerKeyHash().AsSpan().SequenceEqual(_asked.GetIssuerKeyHash());

    // RFC 6960, 4.2.2.2: the issuer itself, or an answerer whose certificate the issuer itself has issued for that use.
    // An answerer's own revocation is not checked: its certificates are short-lived and say so (id-pkix-ocsp-nocheck).
    private bool IsAuthentic(BasicOcspResp response, DateTimeOffset now)
    {
        var content = response.GetTbsResponseData();
        var signature = response.GetSignature();
        var algorithm = response.SignatureAlgorithm.Algorithm.Id;
        if (CertificateSignatures.Verify(content, signature, algorithm, _issuer))
        {
            return true;
        }

        foreach (var certificate in response.GetCerts())
        {
            using var answerer = X509CertificateLoader.LoadCertificate(certificate.GetEncoded());
            if (IsAnswerer(answerer, now)
                && CertificateSignatures.Verify(content, signature, algorithm, answerer)
                && SignedAsn.IsIssuedBy(answerer, _issuer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAnswerer(X509Certificate2 certificate, DateTimeOffset now) =>
        CertificateNames.ValidFrom(certificate) <= now
        && now <= CertificateNames.ValidTo(certificate)
        && certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(usages => usages.EnhancedKeyUsages[OcspSigning] is not null);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
