using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Sealing;

/// <summary>What must agree before anything is written: transport model, keys and header.</summary>
internal static class SealingRules
{
    /// <summary>Says what is wrong; null when nothing is.</summary>
    public static string? Explain(XheHeader header, SealingKeys keys)
    {
        var model = header.DocumentType.TransportModel;
        var isProtected = model == TransportModel.BaseSigEnc;
        var mustEncrypt = isProtected && !header.DocumentType.IsMessageReceipt;

        // XHE-10: what is signed and encrypted follows from the model and from whether it is a receipt.
        if (isProtected != (keys.Signing is not null))
        {
            return $"under {model.ToName()} an envelope is {(isProtected ? "signed, and there is no signing key" : "not signed, and there is a signing key")}";
        }

        if (mustEncrypt != (keys.EncryptFor is not null))
        {
            return mustEncrypt ? $"under {model.ToName()} a message is encrypted, and there is no certificate to encrypt for" : "this envelope is not encrypted, and there is a certificate to encrypt for";
        }

        if (header.Encrypted != mustEncrypt)
        {
            return "the header's InstanceEncryptionIndicator disagrees with the keys (XHE-8)";
        }

        if (!MediaTypes.IsMediaType(header.ContentType))
        {
            return "the header's ContentTypeCode is not a media type (XHE-7)";
        }

        if (MediaTypes.IsXml(header.ContentType) ? !EqName.TryParse(header.PayloadTypeCode, out _) : string.IsNullOrWhiteSpace(header.PayloadTypeCode))
        {
            return "the header's DocumentTypeCode is empty, or for XML not Q{namespace}name (XHE-7)";
        }

        if (header.HandlingServiceId is { } handling && string.IsNullOrWhiteSpace(handling))
        {
            return "the header's HandlingServiceID is empty (XHE-9)";
        }

        return keys.EncryptFor is { } certificate ? Explain(certificate, keys) : null;
    }

    private static string? Explain(X509Certificate2 certificate, SealingKeys keys)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is null ? "the certificate to encrypt for has no RSA key"
            : keys.Transport.IsSupported ? null
            : $"{keys.Transport.Algorithm} with {keys.Transport.Digest} and MGF1 with {keys.Transport.Mgf} is not supported (O2O-2)";
    }
}
