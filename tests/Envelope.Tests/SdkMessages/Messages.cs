using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;
using SdkNode.Envelope.Xhe;

namespace SdkNode.Envelope.Tests.SdkMessages;

/// <summary>SDK messages as text and as model, and what our validation says of them.</summary>
internal static class Messages
{
    /// <summary>A message with everything that the schema knows, which keeps every rule.</summary>
    public const string Full = """
        <m:messagePayload xmlns:m="urn:riv:infrastructure:messaging:MessageWithAttachments:3">
          <m:message>
            <m:messageHeader>
              <m:creationDateTime>2026-11-23T18:10:39.843Z</m:creationDateTime>
              <m:messageId>7bc5576a-3f87-4cf5-a0c5-277da06fcacb</m:messageId>
              <m:conversationId>7bc5576a-3f87-4cf5-a0c5-277da06fcacb</m:conversationId>
              <m:refToMessageId>0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01</m:refToMessageId>
              <m:label>Kallelse till möte</m:label>
              <m:confidentiality>true</m:confidentiality>
              <m:generatingSystem><m:root>unregistred</m:root><m:extension>Test 1</m:extension></m:generatingSystem>
              <m:recipient>
                <m:recipientID><m:root>iso6523-actorid-upis</m:root><m:extension>0203:regionvarmland.example</m:extension></m:recipientID>
                <m:label>Region Värmland</m:label>
                <m:attention>
                  <m:person><m:personId><m:root>1.2.752.129.2.1.3.1</m:root><m:extension>191212121212</m:extension></m:personId><m:label>Tolvan Tolvansson</m:label></m:person>
                  <m:subOrganization><m:organizationId><m:root>urn:riv:infrastructure:messaging:functionalAddress</m:root><m:extension>varmland.vardcentral</m:extension></m:organizationId><m:label>Vårdcentralen</m:label></m:subOrganization>
                  <m:reference><m:referenceId><m:root>dnr</m:root><m:extension>2026/17</m:extension></m:referenceId><m:label>Ärende</m:label></m:reference>
                </m:attention>
              </m:recipient>
              <m:sender>
                <m:senderID><m:root>iso6523-actorid-upis</m:root><m:extension>0203:kristinehamn.example</m:extension></m:senderID>
                <m:label>Kristinehamns kommun</m:label>
                <m:attention>
                  <m:subOrganization><m:organizationId><m:root>urn:riv:infrastructure:messaging:functionalAddress</m:root><m:extension>kristinehamn.registrator</m:extension></m:organizationId></m:subOrganization>
                </m:attention>
              </m:sender>
            </m:messageHeader>
            <m:messageBody>
              <m:documents>
                <m:documentID>1</m:documentID><m:documentName>Brev</m:documentName><m:index>1</m:index>
                <m:ContentFiles><m:fileName>brev.pdf</m:fileName><m:contentType>application/pdf</m:contentType><m:content>JVBERi0xLjcK</m:content></m:ContentFiles>
                <m:ContentFiles><m:fileName>not.txt</m:fileName><m:contentType>text/plain</m:contentType><m:content>SGVq
        IQ==</m:content></m:ContentFiles>
                <m:ContentText><m:characterSequence>**Hej** &amp; välkommen</m:characterSequence></m:ContentText>
              </m:documents>
              <m:documents><m:documentID>2</m:documentID></m:documents>
            </m:messageBody>
          </m:message>
        </m:messagePayload>
        """;

    /// <summary>Another message that keeps every rule: another prefix, attributes and elements of others, a document of files alone.</summary>
    public const string Other = """
        <messagePayload xmlns="urn:riv:infrastructure:messaging:MessageWithAttachments:3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:riv:infrastructure:messaging:MessageWithAttachments:3 message.xsd">
          <message>
            <messageHeader>
              <creationDateTime>2026-02-28T23:59:59.9Z</creationDateTime>
              <messageId>F1C5576A-3F87-4CF5-A0C5-277DA06FCAC1</messageId>
              <conversationId>0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a02</conversationId>
              <confidentiality>0</confidentiality>
              <recipient>
                <recipientID><root>iso6523-actorid-upis</root><extension>0007:2021005448</extension></recipientID>
                <attention>
                  <subOrganization><organizationId><root>urn:riv:infrastructure:messaging:functionalAddress</root><extension>skola.rektor</extension></organizationId></subOrganization>
                </attention>
              </recipient>
              <sender>
                <senderID><root>iso6523-actorid-upis</root><extension>0088:7300010000001</extension></senderID>
                <attention>
                  <person><personId><root>1.2.752.29.6.2.1</root><extension>SE2321000016-abc1</extension></personId></person>
                  <person><personId><root>0.9.2342.19200300.100.1.3</root><extension>namn@exempel.example</extension></personId><label>Namn Namnsson</label></person>
                  <subOrganization><organizationId><root>urn:riv:infrastructure:messaging:functionalAddress</root><extension>socialtjanst</extension></organizationId><label>Socialtjänsten</label></subOrganization>
                  <reference><referenceId><root>dnr</root><extension>SN 2026/417</extension></referenceId></reference>
                  <reference><referenceId><root>unregistred</root><extension>A-1</extension></referenceId><label>Annat</label></reference>
                </attention>
              </sender>
              <e:note xmlns:e="urn:example:extension">tillägg</e:note>
            </messageHeader>
            <messageBody>
              <documents>
                <documentID>a</documentID><index>1</index>
                <ContentFiles><fileName>a.png</fileName><contentType>image/png</contentType><content>iVBORw0KGgo=</content></ContentFiles>
              </documents>
              <documents>
                <documentID>b</documentID><documentName>Text</documentName><index>2</index>
                <ContentText><characterSequence># Rubrik</characterSequence></ContentText>
                <ContentText><characterSequence>Brödtext</characterSequence></ContentText>
              </documents>
            </messageBody>
          </message>
        </messagePayload>
        """;

    /// <summary>The envelope that goes with <see cref="Full"/>.</summary>
    public static XheHeader Envelope { get; } = new()
    {
        Id = MessageId.Parse("7bc5576a-3f87-4cf5-a0c5-277da06fcacb").Value!,
        CreationDateTime = new DateTimeOffset(2026, 11, 23, 18, 10, 39, TimeSpan.Zero),
        DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc),
        Federation = FederationIdentifier.Test,
        From = ParticipantIdentifier.Parse("0203:kristinehamn.example").Value!,
        To = ParticipantIdentifier.Parse("0203:regionvarmland.example").Value!,
        PayloadTypeCode = SdkMessage.RootName.ToString(),
        HandlingServiceId = "varmland.vardcentral",
        Encrypted = true,
    };

    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Full, StringComparison.Ordinal);
        return Full.Replace(old, replacement, StringComparison.Ordinal);
    }

    public static async Task<MessageReading> ValidateAsync(string xml, MessageContext? context = null, FileOpener? openFile = null, MessageLimits? limits = null)
    {
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return await MessageValidator.ValidateAsync(stream, limits ?? MessageLimits.Incoming, context ?? new MessageContext(), openFile, TestContext.Current.CancellationToken);
    }

    /// <summary>The codes of the lines, such as <c>BV invariant</c>.</summary>
    public static IReadOnlyList<string> Codes(MessageReading reading) => [.. reading.Lines.Select(line => $"{line.Code} {line.Reason}")];
}
