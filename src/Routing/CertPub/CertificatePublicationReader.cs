using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Smp;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.CertPub;

/// <summary>DIR-5: reads CertPub out of the extensions of service information, and passes over all other extensions.</summary>
internal static class CertificatePublicationReader
{
    public static CertificatePublication Read(XmlTreeElement serviceInformation)
    {
        var (signing, encryption, unreadable) = (new List<X509Certificate2>(), new List<X509Certificate2>(), 0);
        foreach (var entry in Entries(serviceInformation))
        {
            var list = Text(entry, "TypeCode") switch
            {
                CertPubIdentifiers.SigningCertificate => signing,
                CertPubIdentifiers.EncryptionCertificate => encryption,
                _ => null, // A type of a later version is none of ours.
            };
            if (list is null)
            {
                continue;
            }

            if (CertificateText.Decode(Text(entry, "ContentBinaryObject")) is { } certificate)
            {
                list.Add(certificate);
            }
            else
            {
                unreadable++;
            }
        }

        return new CertificatePublication(signing, encryption, unreadable);
    }

    private static IEnumerable<XmlTreeElement> Entries(XmlTreeElement serviceInformation) => serviceInformation
        .Elements(SmpNamespaces.Smp, "Extension")
        .Where(extension => extension.Element(SmpNamespaces.Smp, "ExtensionID")?.Text.Trim() == CertPubIdentifiers.Extension)
        .SelectMany(extension => extension.Elements(SmpNamespaces.Aggregates, "Certificate"));

    private static string Text(XmlTreeElement entry, string name) => entry.Element(SmpNamespaces.Basics, name)?.Text.Trim() ?? "";
}
