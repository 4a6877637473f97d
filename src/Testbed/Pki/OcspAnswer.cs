using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Ocsp;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;
using BouncyExtension = Org.BouncyCastle.Asn1.X509.X509Extension;

namespace SdkNode.Testbed.Pki;

/// <summary>Makes a signed OCSP answer (RFC 6960) of this moment.</summary>
internal static class OcspAnswer
{
    public static byte[] Make(AuthorityNode authority, byte[] request, DevelopmentPkiOptions options)
    {
        OcspReq asked;
        try
        {
            asked = new OcspReq(request);
        }
        catch (IOException)
        {
            return new OCSPRespGenerator().Generate(OcspRespStatus.MalformedRequest, null).GetEncoded();
        }

        var now = options.Clock.GetUtcNow();
        var signer = authority.Responder ?? authority.Key;
        var answer = new BasicOcspRespGenerator(new RespID(Bouncy(signer.Certificate).SubjectDN));
        foreach (var single in asked.GetRequestList())
        {
            answer.AddResponse(single.GetCertID(), StatusOf(authority, single.GetCertID()), now.UtcDateTime, (now + options.StatusLifetime).UtcDateTime, null);
        }

        if (asked.GetExtensionValue(OcspObjectIdentifiers.PkixOcspNonce) is { } nonce)
        {
            answer.SetResponseExtensions(new X509Extensions(new Dictionary<Org.BouncyCastle.Asn1.DerObjectIdentifier, BouncyExtension>
            {
                [OcspObjectIdentifiers.PkixOcspNonce] = new(false, nonce),
            }));
        }

        var signed = answer.Generate(new OcspSignature(signer.PrivateKey), [Bouncy(signer.Certificate)], now.UtcDateTime);
        return new OCSPRespGenerator().Generate(OcspRespStatus.Successful, signed).GetEncoded();
    }

    private static CertificateStatus? StatusOf(AuthorityNode authority, CertificateID asked)
    {
        if (!asked.MatchesIssuer(Bouncy(authority.Certificate)))
        {
            return new UnknownStatus();
        }

        var serial = Convert.ToHexString(asked.SerialNumber.ToByteArrayUnsigned());
        return authority.Revoked.TryGetValue(serial, out var time) ? new RevokedStatus(time.UtcDateTime, CrlReason.KeyCompromise) : CertificateStatus.Good;
    }

    private static BouncyCertificate Bouncy(X509Certificate2 certificate) => new(certificate.RawData);
}
