using System.Text;
using System.Text.RegularExpressions;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Opening;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;
using SdkNode.Security.Encryption;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Sealing;

/// <summary>Seals and opens small envelopes, and seals again what a test has altered.</summary>
internal static partial class TestEnvelopes
{
    public const string Message = "<m:messagePayload xmlns:m=\"urn:riv:infrastructure:messaging:MessageWithAttachments:3\"><m:message>Hej &amp; välkommen</m:message></m:messagePayload>";

    public static readonly SealingKeys MessageKeys = new() { Signing = TestKeys.Sender, EncryptFor = TestKeys.Receiver.Certificate };

    public static readonly SealingKeys ReceiptKeys = new() { Signing = TestKeys.Sender };

    public static XheHeader MessageHeader { get; } = new()
    {
        Id = MessageId.From(new Guid("0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01")),
        CreationDateTime = new DateTimeOffset(2026, 11, 23, 19, 11, 0, 120, TimeSpan.FromHours(1)),
        DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc),
        Federation = "urn:fdc:digg.se:edelivery:federation:test",
        From = ParticipantIdentifier.Parse("0203:kristinehamn.example").Value!,
        To = ParticipantIdentifier.Parse("0203:regionvarmland.example").Value!,
        PayloadTypeCode = "Q{urn:riv:infrastructure:messaging:MessageWithAttachments:3}messagePayload",
        HandlingServiceId = "varmland.vardcentral",
        Encrypted = true,
    };

    public static XheHeader ReceiptHeader { get; } = MessageHeader with { DocumentType = MessageHeader.DocumentType.ReceiptType, PayloadTypeCode = "Q{urn:r}receipt", Encrypted = false };

    public static XheHeader PlainHeader { get; } = MessageHeader with { DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.Base), Encrypted = false };

    public static XheHeader OctetsHeader { get; } = MessageHeader with { DocumentType = new DocumentTypeIdentifier("urn:x:octets", TransportModel.BaseSigEnc), PayloadTypeCode = "OCTETS:1", ContentType = "application/octet-stream" };

    public static Task<byte[]> SealedMessageAsync(SealingKeys? keys = null) => SealAsync(MessageHeader, Encoding.UTF8.GetBytes(Message), keys ?? MessageKeys);

    public static async Task<byte[]> SealAsync(XheHeader header, byte[] payload, SealingKeys keys)
    {
        using var output = new MemoryStream();
        using var input = new MemoryStream(payload);
        var done = await EnvelopeSealer.SealAsync(header, input, keys, output, CancellationToken.None);
        Assert.True(done.IsOk, done.Fault?.Detail);
        Assert.Equal(output.Length, done.Value.Length);
        return output.ToArray();
    }

    public static async Task<Result<VerifiedEnvelope, EnvelopeFault>> VerifyAsync(byte[] envelope) => await EnvelopeOpener.VerifyAsync(() => new MemoryStream(envelope), CancellationToken.None);

    /// <summary>Verifies, which must succeed, and decrypts with the receiver's key.</summary>
    public static async Task<(Result<OpenedPayload, EnvelopeFault> Opened, byte[] Payload)> OpenAsync(byte[] envelope)
    {
        var verified = await VerifyAsync(envelope);
        Assert.True(verified.IsOk, verified.Fault?.Detail);
        using var output = new MemoryStream();
        using var again = new MemoryStream(envelope);
        var opened = await EnvelopeOpener.DecryptAsync(verified.Value, again, TestKeys.OfReceiver, output, CancellationToken.None);
        return (opened, output.ToArray());
    }

    /// <summary>Alters an envelope as a hostile sender could, and signs it properly.</summary>
    public static async Task<byte[]> SealedAgainAsync(byte[] envelope, Func<string, string> alter)
    {
        var unsigned = Signature().Replace(Encoding.UTF8.GetString(envelope), "");
        var altered = alter(unsigned);
        Assert.NotEqual(unsigned, altered);
        return await SignedAsync(altered);
    }

    public static Task<byte[]> SignedAsync(string unsigned) =>
        EnvelopedSignature.SignAsync(Encoding.UTF8.GetBytes(unsigned), TestKeys.Sender, EnvelopedForm.WithCanonicalization, CancellationToken.None);

    /// <summary>Encrypts any plaintext, as a hostile or another sender could, and signs.</summary>
    public static async Task<byte[]> SealPlaintextAsync(XheHeader header, string plaintext, Func<string, string>? alter = null)
    {
        using var key = ContentKey.Generate(ContentCipher.Aes256Cbc);
        using var cipher = ContentCryptography.Encrypt(new MemoryStream(Encoding.UTF8.GetBytes(plaintext)), key);
        using var octets = new MemoryStream();
        await cipher.CopyToAsync(octets);
        var (before, after) = XheWriter.Write(header, writer => EncryptedPayload.WriteStart(writer, header, MessageKeys, key));
        var unsigned = Encoding.UTF8.GetString(before) + Convert.ToBase64String(octets.ToArray()) + Encoding.UTF8.GetString(after);
        return await SignedAsync(alter is null ? unsigned : alter(unsigned));
    }

    /// <summary>The octets as inclusive C14N gives them.</summary>
    public static byte[] Canonical(byte[] xml) => XmlTree.Parse(xml, XmlLimits.Header).Value!.Root.ToUtf8();

    [GeneratedRegex("<ds:Signature[ >].*</ds:Signature>", RegexOptions.Singleline)]
    public static partial Regex Signature();
}
