using System.Text;
using SdkNode.Routing.CertPub;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Tests.CertPub;

public sealed class CertificatePublicationReaderTests(FederationFixture keys)
{
    private const string ExtensionId = "urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0";

    private string Signing => Entry("signing-cert", keys.Signing.Certificate.RawData);

    private string Encryption => Entry("encryption-cert", keys.Encryption.Certificate.RawData);

    [Fact, Rule("DIR-5.1")]
    public void One_extension_for_each_certificate_is_read() =>
        Holds(1, 1, 0, Extension(ExtensionId, Signing) + Extension(ExtensionId, Encryption));

    [Fact, Rule("DIR-5.1")]
    public void Several_certificates_in_one_extension_are_read() =>
        Holds(2, 1, 0, Extension(ExtensionId, Signing + Encryption + Signing));

    [Fact, Rule("DIR-5.1")]
    public void Other_extensions_and_other_certificate_types_are_passed_over() =>
        Holds(1, 0, 0, Extension("urn:other", Encryption) + "<Extension><x/></Extension>" + Extension(ExtensionId, "<x/>" + Entry("tls-cert", [1]) + Signing));

    [Fact, Rule("DIR-5.1")]
    public void What_is_no_certificate_is_counted_and_does_not_hide_the_others() =>
        Holds(1, 0, 2, Extension(ExtensionId, Entry("signing-cert", [1, 2, 3]) + Signing + Entry("encryption-cert", [])));

    private static void Holds(int signing, int encryption, int unreadable, string extensions)
    {
        var xml = $"""<ServiceInformation xmlns="http://docs.oasis-open.org/bdxr/ns/SMP/2016/05">{extensions}</ServiceInformation>""";
        var publication = CertificatePublicationReader.Read(XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Header).Value!.Root);
        Assert.Equal((signing, encryption, unreadable), (publication.Signing.Count, publication.Encryption.Count, publication.Unreadable));
    }

    private static string Extension(string id, string content) => $"<Extension><ExtensionID>{id}</ExtensionID><ExtensionName>n</ExtensionName>{content}</Extension>";

    private static string Entry(string type, byte[] certificate) => $"""
        <smc:Certificate xmlns:smc="http://docs.oasis-open.org/bdxr/ns/SMP/2/AggregateComponents" xmlns:smb="http://docs.oasis-open.org/bdxr/ns/SMP/2/BasicComponents">
          <smb:ID>1</smb:ID>
          <smb:TypeCode>urn:fdc:digg.se:edelivery:certpub:{type}</smb:TypeCode>
          <smb:ContentBinaryObject mimeCode="application/base64">
            {Convert.ToBase64String(certificate, Base64FormattingOptions.InsertLineBreaks)}
          </smb:ContentBinaryObject>
        </smc:Certificate>
        """;
}
