using System.Text;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>
/// Puts a SOAP envelope together and signs it (AS4-SEC-1). The signed elements declare their own namespaces, so that exclusive
/// canonicalisation gives the same octets inside the envelope as for the element alone, here and at every peer.
/// </summary>
internal sealed class EnvelopeWriter(KeyPair signing)
{
    /// <summary>The attachments' references, in the order of the parts.</summary>
    public IReadOnlyList<SignatureReference> Attachments { get; init; } = [];

    /// <summary>What <see cref="AttachmentEncryption"/> wrote; empty when nothing is encrypted.</summary>
    public byte[] Encryption { get; init; } = [];

    /// <summary>When the <c>wsu:Timestamp</c> is created and expires; null: none is sent.</summary>
    public (DateTimeOffset Created, DateTimeOffset Expires)? Timestamp { get; init; }

    /// <summary>Makes the envelope.</summary>
    /// <param name="messaging">A self-contained <c>eb:Messaging</c>.</param>
    /// <param name="messagingId">Its wsu:Id.</param>
    /// <param name="bodyId">The wsu:Id that the body gets.</param>
    public SignedEnvelope Write(byte[] messaging, string messagingId, string bodyId)
    {
        var unique = Guid.NewGuid().ToString("N");
        var (tokenId, timestampId) = ($"X509-{unique}", $"TS-{unique}");
        var body = WriteBody(bodyId);
        List<SignatureReference> references = [Reference(messaging, messagingId), Reference(body, bodyId)];
        var timestamp = Timestamp is null ? [] : WriteTimestamp(timestampId);
        if (Timestamp is not null)
        {
            references.Add(Reference(timestamp, timestampId));
        }

        references.AddRange(Attachments);
        var token = SoapXml.Write(writer => SecurityTokenWriter.WriteBinaryToken(writer, signing.Certificate, tokenId));
        var signature = XmlSignatureWriter.Sign(
            references, CanonicalizationAlgorithm.ExclusiveC14N, signing,
            writer => SecurityTokenWriter.WriteTokenReference(writer, tokenId, WsNames.X509V3), $"SIG-{unique}");

        // AS4-SEC-2: EncryptedKey with its token, EncryptedData, the signing token, the signature.
        byte[][] pieces =
        [
            Utf8($"""<?xml version="1.0" encoding="UTF-8"?><S12:Envelope xmlns:S12="{As4Names.Soap12}"><S12:Header><wsse:Security xmlns:wsse="{XmlNamespaces.Wsse}" S12:mustUnderstand="true">"""),
            Encryption, timestamp, token, signature,
            Utf8("</wsse:Security>"), messaging, Utf8("</S12:Header>"), body, Utf8("</S12:Envelope>"),
        ];
        return new SignedEnvelope(Join(pieces), new SignedReferences(references.Select(reference =>
            new ReferenceDigest(reference.Uri, Convert.ToBase64String(reference.DigestValue.Span)))));
    }

    private static SignatureReference Reference(byte[] element, string id) =>
        XmlTree.Parse(element, XmlLimits.Header).TryGet(out var tree, out var fault)
            ? SignatureReference.ToElement(tree.Root, id)
            : throw new InvalidOperationException($"What was written is not XML: {fault.Detail}");

    private static byte[] WriteBody(string id) => SoapXml.Write(writer =>
    {
        writer.WriteStartElement("S12", "Body", As4Names.Soap12);
        writer.WriteAttributeString("wsu", "Id", XmlNamespaces.Wsu, id);
        writer.WriteEndElement();
    });

    private byte[] WriteTimestamp(string id) => SoapXml.Write(writer =>
    {
        var (created, expires) = Timestamp!.Value;
        writer.WriteStartElement("wsu", "Timestamp", XmlNamespaces.Wsu);
        writer.WriteAttributeString("wsu", "Id", XmlNamespaces.Wsu, id);
        writer.WriteElementString("wsu", "Created", XmlNamespaces.Wsu, XsDateTime.Format(created));
        writer.WriteElementString("wsu", "Expires", XmlNamespaces.Wsu, XsDateTime.Format(expires));
        writer.WriteEndElement();
    });

    private static byte[] Join(byte[][] pieces)
    {
        var joined = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(joined, at);
            at += piece.Length;
        }

        return joined;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
