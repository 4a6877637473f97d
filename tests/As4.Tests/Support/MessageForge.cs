using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.WsSecurity;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.As4.Tests.Support;

/// <summary>A payload of a forged message: its octets as they are signed, before encryption.</summary>
internal sealed record ForgedPart(string ContentId, byte[] Octets, string Label, params As4Property[] Properties);

/// <summary>Makes messages that no honest sender makes: everything can be changed, before and after signing.</summary>
internal sealed class MessageForge(AccessPoints parties)
{
    private static readonly As4Property MimeType = new(As4Names.MimeTypeProperty, "text/xml");

    public KeyPair Signer { get; set; } = parties.A;

    public X509Certificate2 Receiver { get; set; } = parties.B.Certificate;

    public As4UserMessage Message { get; set; } = AccessPoints.Message();

    public List<ForgedPart> Parts { get; } = [];

    public ContentCipher Cipher { get; set; } = ContentCipher.Aes128Gcm;

    public (DateTimeOffset, DateTimeOffset)? Timestamp { get; set; }

    /// <summary>Changes the header before it is signed.</summary>
    public Func<string, string> EditMessaging { get; set; } = text => text;

    /// <summary>Changes the envelope after it is signed.</summary>
    public Func<string, string> EditSoap { get; set; } = text => text;

    /// <summary>Makes the signature value anew after the envelope was changed.</summary>
    public bool SignsAgain { get; set; }

    public Func<byte[], byte[]> EditCiphertext { get; set; } = octets => octets;

    /// <summary>References signed beside those of the profile.</summary>
    public List<SignatureReference> ExtraReferences { get; } = [];

    /// <summary>The soap of the last message made.</summary>
    public string Soap { get; private set; } = "";

    public MessageForge WithPayload(string text = "<hello/>") => WithPart(new ForgedPart("message", Encoding.UTF8.GetBytes(text), As4Names.OctetStream, MimeType));

    public MessageForge WithGzip(byte[] content) =>
        WithPart(new ForgedPart("message", Gzip(content), As4Names.Gzip, MimeType, new As4Property(As4Names.CompressionTypeProperty, As4Names.Gzip)));

    public MessageForge WithPart(ForgedPart part)
    {
        Parts.Add(part);
        return this;
    }

    public WireMessage Forge()
    {
        var message = Message with { Parts = [.. Parts.Select(part => new As4Part(part.ContentId, part.Properties))] };
        var ids = ElementIds.For(message.MessageId);
        using var key = ContentKey.Generate(Cipher);
        var messaging = Encoding.UTF8.GetBytes(EditMessaging(Encoding.UTF8.GetString(MessagingWriter.Write(message, ids.Messaging))));
        var envelope = new EnvelopeWriter(Signer)
        {
            Attachments = [.. Parts.Select(part => SignatureReference.ToAttachment(part.ContentId, DigestOf(part))), .. ExtraReferences],
            Encryption = Parts.Count == 0 ? [] : AttachmentEncryption.Write(key, Receiver, [.. Parts.Select(part => new AttachmentLabel(part.ContentId, part.Label))], "forged"),
            Timestamp = Timestamp,
        }.Write(messaging, ids.Messaging, ids.Body);
        Soap = EditSoap(Encoding.UTF8.GetString(envelope.Soap));
        Soap = SignsAgain ? SignAgain(Soap) : Soap;

        var wire = new WireMessage();
        wire.Parts.Add(new WirePart("Content-Type: application/soap+xml; charset=UTF-8\nContent-Transfer-Encoding: binary", Encoding.UTF8.GetBytes(Soap)));
        foreach (var part in Parts)
        {
            wire.Parts.Add(new WirePart($"Content-Type: application/octet-stream\nContent-Transfer-Encoding: binary\nContent-ID: <{part.ContentId}>", EditCiphertext(Encrypt(part.Octets, key))));
        }

        return wire;
    }

    /// <summary>Sends the forged message to B and gives the answer.</summary>
    public Task<As4HttpResponse> SendAsync(IAs4Consumer consumer, As4Receiver? receiver = null) =>
        (receiver ?? parties.Receiver()).ReceiveAsync(Forge().ToRequest(), consumer, TestContext.Current.CancellationToken);

    public static byte[] Gzip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    private static byte[] DigestOf(ForgedPart part)
    {
        using var digest = AttachmentDigest.For(part.Label);
        digest.Append(part.Octets);
        return digest.Complete();
    }

    private static byte[] Encrypt(byte[] octets, ContentKey key)
    {
        using var output = new MemoryStream();
        using var ciphertext = ContentCryptography.Encrypt(new MemoryStream(octets), key);
        ciphertext.CopyTo(output);
        return output.ToArray();
    }

    private string SignAgain(string soap)
    {
        Assert.True(XmlTree.Parse(Encoding.UTF8.GetBytes(soap), XmlLimits.Header).TryGet(out var tree, out _));
        var signedInfo = tree.Root.DescendantsAndSelf().First(element => element.Is(XmlNamespaces.Ds, "SignedInfo"));
        using var canonical = new MemoryStream();
        Canonicalizer.Write(signedInfo, CanonicalizationAlgorithm.ExclusiveC14N, null, canonical);
        var value = Convert.ToBase64String(Signer.PrivateKey.SignData(canonical.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return Regex.Replace(soap, "(<ds:SignatureValue[^>]*>)[^<]*", match => match.Groups[1].Value + value);
    }
}
