using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Encryption;

/// <summary>Reads xenc:EncryptedKey as XML Encryption 1.1, 3.5.1, says.</summary>
internal static class EncryptedKeyReader
{
    // The wrapped key of an RSA key of 16,384 bits, in Base64 with line breaks.
    private const int MaxCipherValueCharacters = 4096;

    private static readonly string[] Parts = ["EncryptionMethod", "CipherData", "EncryptionProperties", "ReferenceList", "CarriedKeyName"];

    public static Result<EncryptedKeyInfo, DecryptionFault> Read(XmlTreeElement element, EncryptionPolicy policy)
    {
        if (!element.Is(XmlNamespaces.Xenc, "EncryptedKey") || !element.Elements().All(IsPart) || Repeats(element))
        {
            return Malformed(element, "is not an EncryptedKey of the standard");
        }

        if (element.Element(XmlNamespaces.Xenc, "EncryptionMethod") is not { } method)
        {
            return Malformed(element, "has no EncryptionMethod");
        }

        if (!ReadTransport(method).TryGet(out var transport, out var fault))
        {
            return fault;
        }

        if (!policy.Allows(transport))
        {
            return NotAllowed($"{transport.Algorithm} with {transport.Digest} and MGF1 with {transport.Mgf}", method);
        }

        if (ReadCipherValue(element) is not { } cipherValue)
        {
            return Malformed(element, "has no CipherValue that is Base64 of a wrapped key");
        }

        if (ReadReferences(element) is not { } references)
        {
            return Malformed(element, "has a ReferenceList with something else than references to EncryptedData of this document");
        }

        return new EncryptedKeyInfo(transport, cipherValue)
        {
            Id = element.Attribute("", "Id"),
            KeyInfo = element.Element(XmlNamespaces.Ds, "KeyInfo"),
            DataReferences = references,
        };
    }

    // The label (OAEPparams) is refused unless empty: nobody in the federation uses one, and the platform's RSA takes none.
    private static Result<KeyTransport, DecryptionFault> ReadTransport(XmlTreeElement method)
    {
        var algorithm = method.Attribute("", "Algorithm");
        if (algorithm is not (KeyTransport.RsaOaepMgf1p or KeyTransport.RsaOaep))
        {
            return NotAllowed(algorithm ?? "no algorithm", method);
        }

        if (Repeats(method))
        {
            return Malformed(method, "names something twice");
        }

        var (digest, mgf) = (HashAlgorithmName.SHA1, HashAlgorithmName.SHA1);
        foreach (var child in method.Elements())
        {
            var named = child.Attribute("", "Algorithm");
            if (child.Is(XmlNamespaces.Ds, "DigestMethod") && OaepHashes.FromDigestUri(named) is { } namedDigest)
            {
                digest = namedDigest;
            }
            else if (child.Is(XmlNamespaces.Xenc11, "MGF") && OaepHashes.FromMgfUri(named) is { } namedMgf)
            {
                // By the standard only rsa-oaep of 1.1 has an MGF; a peer that names one for rsa-oaep-mgf1p has used it (AS4-SEC-2).
                mgf = namedMgf;
            }
            else if (!child.Is(XmlNamespaces.Xenc, "OAEPparams") || child.Text.Trim().Length > 0)
            {
                return NotAllowed($"{child.Name.LocalName} {named}".TrimEnd(), method);
            }
        }

        return new KeyTransport(algorithm, digest, mgf);
    }

    private static byte[]? ReadCipherValue(XmlTreeElement element)
    {
        var data = element.Element(XmlNamespaces.Xenc, "CipherData");
        if (data?.Elements().ToList() is not [var value] || !value.Is(XmlNamespaces.Xenc, "CipherValue") || value.Text.Length > MaxCipherValueCharacters)
        {
            return null;
        }

        var octets = new byte[value.Text.Length];
        return Convert.TryFromBase64String(value.Text, octets, out var length) && length > 0 ? octets[..length] : null;
    }

    private static List<string>? ReadReferences(XmlTreeElement element)
    {
        var references = new List<string>();
        foreach (var reference in element.Element(XmlNamespaces.Xenc, "ReferenceList")?.Elements() ?? [])
        {
            if (!reference.Is(XmlNamespaces.Xenc, "DataReference") || reference.Attribute("", "URI") is not ['#', _, ..] uri)
            {
                return null;
            }

            references.Add(uri[1..]);
        }

        return references;
    }

    private static bool IsPart(XmlTreeElement child) =>
        child.Is(XmlNamespaces.Ds, "KeyInfo") || (child.Name.NamespaceUri == XmlNamespaces.Xenc && Parts.Contains(child.Name.LocalName));

    private static bool Repeats(XmlTreeElement element) =>
        element.Elements().GroupBy(child => (child.Name.NamespaceUri, child.Name.LocalName)).Any(group => group.Count() > 1);

    private static DecryptionFault Malformed(XmlTreeElement element, string what) =>
        new(DecryptionFaultKind.Malformed, $"{element.Path} {what}.");

    private static DecryptionFault NotAllowed(string what, XmlTreeElement method) =>
        new(DecryptionFaultKind.AlgorithmNotAllowed, $"{method.Path}: {what} is not accepted.");
}
