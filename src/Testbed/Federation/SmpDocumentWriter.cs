using System.Text;
using System.Xml;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Testbed.Federation;

/// <summary>Writes SMP 1.0 documents: ServiceGroup and SignedServiceMetadata, not signed yet, with CertPub (DIR-2, DIR-5).</summary>
internal static class SmpDocumentWriter
{
    private const string Smp = "http://docs.oasis-open.org/bdxr/ns/SMP/2016/05";
    private const string Aggregates = "http://docs.oasis-open.org/bdxr/ns/SMP/2/AggregateComponents";
    private const string Basics = "http://docs.oasis-open.org/bdxr/ns/SMP/2/BasicComponents";

    /// <summary>The participant's ServiceGroup, with a reference to the metadata of each document type.</summary>
    public static byte[] ServiceGroup(ParticipantPublication publication, Uri smp) => Write(writer => WriteGroup(writer, publication, smp));

    /// <summary>The metadata of one document type, not signed.</summary>
    public static byte[] ServiceMetadata(ParticipantPublication publication, DocumentTypeIdentifier document, SmpFault fault) =>
        Write(writer => WriteMetadata(writer, publication, document, fault));

    private static void WriteGroup(XmlWriter writer, ParticipantPublication publication, Uri smp)
    {
        writer.WriteStartElement("ServiceGroup", Smp);
        WriteIdentifier(writer, "ParticipantIdentifier", ParticipantIdentifier.Scheme, publication.Participant.Value);
        writer.WriteStartElement("ServiceMetadataReferenceCollection", Smp);
        var group = Uri.EscapeDataString($"{ParticipantIdentifier.Scheme}::{publication.Participant.Normalized}");
        foreach (var document in publication.Documents)
        {
            var service = Uri.EscapeDataString($"{DocumentTypeIdentifier.Scheme}::{document}");
            writer.WriteStartElement("ServiceMetadataReference", Smp);
            writer.WriteAttributeString("href", $"{smp.AbsoluteUri.TrimEnd('/')}/{group}/services/{service}");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteMetadata(XmlWriter writer, ParticipantPublication publication, DocumentTypeIdentifier document, SmpFault fault)
    {
        writer.WriteStartElement("SignedServiceMetadata", Smp);
        writer.WriteStartElement("ServiceMetadata", Smp);
        if (fault == SmpFault.RedirectElement)
        {
            writer.WriteStartElement("Redirect", Smp);
            writer.WriteAttributeString("href", "http://other-smp.example/");
            writer.WriteElementString("CertificateUID", Smp, "unknown");
            writer.WriteEndElement();
        }
        else if (fault != SmpFault.Incomplete)
        {
            WriteInformation(writer, publication, document);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteInformation(XmlWriter writer, ParticipantPublication publication, DocumentTypeIdentifier document)
    {
        writer.WriteStartElement("ServiceInformation", Smp);
        WriteIdentifier(writer, "ParticipantIdentifier", ParticipantIdentifier.Scheme, publication.Participant.Value);
        WriteIdentifier(writer, "DocumentIdentifier", DocumentTypeIdentifier.Scheme, document.ToString());
        writer.WriteStartElement("ProcessList", Smp);
        writer.WriteStartElement("Process", Smp);
        WriteIdentifier(writer, "ProcessIdentifier", ProcessIdentifier.Scheme, publication.Process);
        writer.WriteStartElement("ServiceEndpointList", Smp);
        WriteEndpoint(writer, publication);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        foreach (var certificate in publication.Signing)
        {
            WriteCertificate(writer, CertPubIdentifiers.SigningCertificate, certificate.RawData);
        }

        foreach (var certificate in publication.Encryption)
        {
            WriteCertificate(writer, CertPubIdentifiers.EncryptionCertificate, certificate.RawData);
        }

        writer.WriteEndElement();
    }

    private static void WriteEndpoint(XmlWriter writer, ParticipantPublication publication)
    {
        writer.WriteStartElement("Endpoint", Smp);
        writer.WriteAttributeString("transportProfile", publication.TransportProfile);
        writer.WriteElementString("EndpointURI", Smp, publication.Endpoint.AbsoluteUri);
        writer.WriteElementString("RequireBusinessLevelSignature", Smp, "false");
        WriteDate(writer, "ServiceActivationDate", publication.Activation);
        WriteDate(writer, "ServiceExpirationDate", publication.Expiration);
        writer.WriteElementString("Certificate", Smp, Convert.ToBase64String(publication.AccessPoint.RawData));
        writer.WriteElementString("ServiceDescription", Smp, "SDK");
        writer.WriteElementString("TechnicalContactUrl", Smp, "https://www.example.se");
        writer.WriteEndElement();
    }

    private static void WriteDate(XmlWriter writer, string name, DateTimeOffset? date)
    {
        if (date is { } value)
        {
            writer.WriteElementString(name, Smp, XmlConvert.ToString(value.UtcDateTime, XmlDateTimeSerializationMode.Utc));
        }
    }

    private static void WriteCertificate(XmlWriter writer, string typeCode, byte[] certificate)
    {
        writer.WriteStartElement("Extension", Smp);
        writer.WriteElementString("ExtensionID", Smp, CertPubIdentifiers.Extension);
        writer.WriteStartElement("smc", "Certificate", Aggregates);
        writer.WriteElementString("smb", "TypeCode", Basics, typeCode);
        writer.WriteStartElement("smb", "ContentBinaryObject", Basics);
        writer.WriteAttributeString("mimeCode", "application/base64");
        writer.WriteString(Convert.ToBase64String(certificate));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteIdentifier(XmlWriter writer, string name, string scheme, string value)
    {
        writer.WriteStartElement(name, Smp);
        writer.WriteAttributeString("scheme", scheme);
        writer.WriteString(value);
        writer.WriteEndElement();
    }

    private static byte[] Write(Action<XmlWriter> content)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            content(writer);
        }

        return output.ToArray();
    }
}
