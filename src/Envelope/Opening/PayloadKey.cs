using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Content;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>Finds the key of an encrypted payload: by its cipher and by the certificate that its wrapped key names (O2O-2).</summary>
internal sealed class PayloadKey(Func<X509Certificate2, RSA?> keyFor)
{
    /// <summary>Unwraps the key.</summary>
    /// <exception cref="PayloadRefusedException">Structure or algorithms are not accepted, or the key is for none of our certificates.</exception>
    /// <exception cref="UndecryptableException">The key cannot be unwrapped.</exception>
    public ContentKey Unwrap(XmlTreeElement method, XmlTreeElement keyInfo)
    {
        if (ContentCiphers.FromUri(method.Attribute("", "Algorithm")) is not { } cipher || !EncryptionPolicy.Envelope.Allows(cipher))
        {
            throw Refuse("the payload's EncryptionMethod is not accepted");
        }

        var wrapped = keyInfo.DescendantsAndSelf().Where(element => element.Is(XmlNamespaces.Xenc, "EncryptedKey")).ToList();
        if (wrapped is not [var only] || only.Parent != keyInfo)
        {
            throw Refuse($"KeyInfo of the payload must hold one EncryptedKey, it holds {wrapped.Count}");
        }

        if (!EncryptedKeyInfo.Read(only, EncryptionPolicy.Envelope).TryGet(out var info, out var fault))
        {
            throw Refuse(fault.Detail);
        }

        using var certificate = Certificate(info);
        if (keyFor(certificate) is not { } key)
        {
            throw Refuse($"no key of ours for certificate {CertificateNames.Describe(certificate)}");
        }

        if (info.Unwrap(key, cipher).TryGet(out var content, out fault))
        {
            return content;
        }

        // That this key cannot do such hashes is told by the algorithm's names alone, not by the ciphertext (O2O-2.3).
        throw fault.Kind == DecryptionFaultKind.AlgorithmNotAllowed ? Refuse(fault.Detail) : new UndecryptableException();
    }

    private static X509Certificate2 Certificate(EncryptedKeyInfo info)
    {
        var named = info.KeyInfo?.DescendantsAndSelf().Where(element => element.Is(XmlNamespaces.Ds, "X509Certificate")).ToList();
        if (named is not [var only])
        {
            throw Refuse("the EncryptedKey must name the receiver by one X509Certificate");
        }

        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(only.Text));
        }
        catch (Exception unreadable) when (unreadable is FormatException or CryptographicException)
        {
            throw Refuse("the X509Certificate of the EncryptedKey cannot be read");
        }
    }

    private static PayloadRefusedException Refuse(string detail) => new(new RuleFault("O2O-2", detail));
}
