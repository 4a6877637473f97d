using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Smp;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.CertPub;

/// <summary>DIR-5: reads CertPub out of the extensions of service information, and passes over all other extensions.</summary>
internal static class CertificatePublicationReader
{
    private const string Aggregates = "http://docs.oasis-open.org/bdxr/ns/SMP/2/AggregateComponents";
    private const string Basics = "http://docs.oasis-open.org/bdxr/ns/SMP/2/BasicComponents";

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
        .Elements(SmpXml.Namespace, "Extension")
        .Where(extension => extension.Element(SmpXml.Namespace, "ExtensionID")?.Text.Trim() == CertPubIdentifiers.Extension)
        .SelectMany(extension => extension.Elements(Aggregates, "Certificate"));

    private static string Text(XmlTreeElement entry, string name) => entry.Element(Basics, name)?.Text.Trim() ?? "";
}
