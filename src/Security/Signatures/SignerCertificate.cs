using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Finds the signer's certificate in ds:KeyInfo.</summary>
internal static class SignerCertificate
{
    private const int MostCertificates = 8;

    internal static X509Certificate2? In(XmlTreeElement keyInfo)
    {
        var elements = keyInfo.Elements(XmlNamespaces.Ds, "X509Data")
            .SelectMany(data => data.Elements(XmlNamespaces.Ds, "X509Certificate"))
            .Take(MostCertificates + 1)
            .ToList();
        if (elements.Count is 0 or > MostCertificates)
        {
            return null;
        }

        var certificates = new List<X509Certificate2>();
        foreach (var element in elements)
        {
            if (Load(element) is not { } certificate)
            {
                return null;
            }

            certificates.Add(certificate);
        }

        var leaves = certificates.Count == 1 ? certificates : certificates.Where(candidate => !certificates.Any(other => IsIssued(other, candidate))).ToList();
        return leaves.Count == 1 ? leaves[0] : null;
    }

    private static bool IsIssued(X509Certificate2 certificate, X509Certificate2 by) =>
        !ReferenceEquals(certificate, by) && certificate.IssuerName.RawData.AsSpan().SequenceEqual(by.SubjectName.RawData);

    private static X509Certificate2? Load(XmlTreeElement element)
    {
        if (!SignatureReader.ReadBase64(element).TryGet(out var der, out _))
        {
            return null;
        }

        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
