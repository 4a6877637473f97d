using System.Security.Cryptography.X509Certificates;
using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Sealing;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Demo;
using SdkNode.Security.Certificates;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>A payload and the header of the envelope that it goes in, to be changed as a test likes and then sealed.</summary>
/// <param name="Header">What the envelope will say.</param>
/// <param name="Payload">What it will hold.</param>
internal sealed record PartnerLetter(XheHeader Header, byte[] Payload)
{
    private const string Federation = "urn:fdc:digg.se:edelivery:federation:test";

    /// <summary>The XHE id.</summary>
    public string Id => Header.Id.Value;

    /// <summary>An SDK message with a PDF.</summary>
    public static async Task<PartnerLetter> MessageAsync(DemoParty from, DemoParty to)
    {
        using var message = DemoMessage.Make(from, to, [], TimeProvider.System);
        using var xml = new MemoryStream();
        await message.WriteAsync(xml, TestContext.Current.CancellationToken);
        var header = Head(from, to, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc), encrypted: true) with
        {
            Id = message.Message.MessageId,
            PayloadTypeCode = SdkMessage.RootName.ToString(),
            HandlingServiceId = to.Function,
        };
        return new PartnerLetter(header, xml.ToArray());
    }

    /// <summary>Octets of the second registered document type (MSG-14), without a functional address.</summary>
    public static PartnerLetter Bulk(DemoParty from, DemoParty to, byte[] octets) => new(
        Head(from, to, new DocumentTypeIdentifier(DemoServices.BulkType, TransportModel.BaseSigEnc), encrypted: true) with
        {
            PayloadTypeCode = DemoServices.BulkTypeCode,
            ContentType = "application/octet-stream",
        },
        octets);

    /// <summary>A message receipt.</summary>
    public static PartnerLetter Receipt(DemoParty from, DemoParty to, string answers, params ReceiptLine[] lines)
    {
        var header = Head(from, to, DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ReceiptType, encrypted: false) with
        {
            PayloadTypeCode = MessageReceipt.RootName.ToString(),
            HandlingServiceId = from.Function,
        };
        return new PartnerLetter(header, MessageReceiptWriter.Write(new MessageReceipt
        {
            Id = header.Id.Value,
            Issued = TimeProvider.System.GetUtcNow(),
            Sender = header.From,
            Receiver = header.To,
            AnsweredId = answers,
            Lines = lines,
        }));
    }

    /// <summary>Encrypts for a node's organisation, where the transport model asks for it, and signs.</summary>
    public async Task<byte[]> SealAsync(KeyPair signing, NodeAddress to)
    {
        var isProtected = Header.DocumentType.TransportModel == TransportModel.BaseSigEnc;
        var keys = new SealingKeys { Signing = isProtected ? signing : null, EncryptFor = Header.Encrypted ? to.Keys.Organisation.Certificate : null };
        using var envelope = new MemoryStream();
        var done = await EnvelopeSealer.SealAsync(Header, new MemoryStream(Payload), keys, envelope, TestContext.Current.CancellationToken);
        Assert.True(done.IsOk, done.Fault?.Detail);
        return envelope.ToArray();
    }

    /// <summary>Takes the signature off, lets a test change the text, and signs anew: an envelope no sealer would make.</summary>
    public static async Task<byte[]> RewriteAsync(byte[] envelope, KeyPair signing, Func<string, string> change)
    {
        using var rewritten = new MemoryStream();
        await using (var signer = new EnvelopedSigner(rewritten, signing, XmlLimits.Envelope))
        {
            await signer.WriteAsync(Encoding.UTF8.GetBytes(change(Unsign(envelope))), TestContext.Current.CancellationToken);
            await signer.CompleteAsync(TestContext.Current.CancellationToken);
        }

        return rewritten.ToArray();
    }

    /// <summary>The envelope without its signature, if it has one.</summary>
    public static string Unsign(byte[] envelope)
    {
        var text = Encoding.UTF8.GetString(envelope);
        var from = text.LastIndexOf("<ds:Signature ", StringComparison.Ordinal);
        return from < 0 ? text : text[..from] + text[text.LastIndexOf("</x:XHE>", StringComparison.Ordinal)..];
    }

    private static XheHeader Head(DemoParty from, DemoParty to, DocumentTypeIdentifier type, bool encrypted) => new()
    {
        Id = MessageId.New(),
        CreationDateTime = TimeProvider.System.GetUtcNow(),
        DocumentType = type,
        Federation = Federation,
        From = ParticipantIdentifier.Parse(from.Participant).Value!,
        To = ParticipantIdentifier.Parse(to.Participant).Value!,
        PayloadTypeCode = "",
        Encrypted = encrypted,
    };
}
