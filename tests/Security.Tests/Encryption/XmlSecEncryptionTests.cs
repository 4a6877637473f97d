using System.Security.Cryptography;
using System.Text;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Encryption;

/// <summary>xmlsec1 in both directions, and a message that it made.</summary>
public sealed class XmlSecEncryptionTests
{
    private const string ElementType = XmlNamespaces.Xenc + "Element";

    [Theory]
    [InlineData(ContentCipher.Aes128Cbc)]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes128Gcm)]
    [InlineData(ContentCipher.Aes256Gcm)]
    [Rule("O2O-2.5")]
    public async Task Xmlsec_decrypts_what_we_encrypt(ContentCipher cipher)
    {
        const string payload = "<payload>räksmörgås</payload>";
        using var key = ContentKey.Generate(cipher);
        var ciphertext = Convert.ToBase64String(ContentKeys.Encrypt(Encoding.UTF8.GetBytes(payload), key));
        var wrapped = key.Wrap(ContentKeys.Receiver, KeyTransport.OaepMgf1p);
        var xml = EncryptedKeyDocuments.Write(writer =>
        {
            EncryptedDataWriter.WriteStart(writer, cipher, ElementType);
            writer.WriteStartElement("ds", "KeyInfo", XmlNamespaces.Ds);
            EncryptedKeyWriter.Write(writer, KeyTransport.OaepMgf1p, wrapped, null);
            writer.WriteEndElement();
            writer.WriteStartElement("xenc", "CipherData", XmlNamespaces.Xenc);
            writer.WriteElementString("xenc", "CipherValue", XmlNamespaces.Xenc, ciphertext);
        });

        using var folder = new TemporaryFolder();
        var opened = await ExternalProgram.RunAsync("xmlsec1", ["--decrypt", "--privkey-pem", Receiver(folder), folder.File("in.xml", Encoding.UTF8.GetBytes(xml))]);
        Assert.True(opened.ExitCode == 0, opened.Error);
        Assert.Equal("räksmörgås", EncryptedKeyDocuments.Parse(opened.Text).Root.Text);
    }

    [Theory]
    [InlineData("aes-128", "http://www.w3.org/2001/04/xmlenc#aes128-cbc")]
    [InlineData("aes-256", "http://www.w3.org/2001/04/xmlenc#aes256-cbc")]
    [InlineData("aes-128", "http://www.w3.org/2009/xmlenc11#aes128-gcm")]
    [InlineData("aes-256", "http://www.w3.org/2009/xmlenc11#aes256-gcm")]
    [Rule("O2O-2.5")]
    public async Task We_decrypt_what_xmlsec_encrypts(string sessionKey, string algorithm)
    {
        var template = $"<xenc:EncryptedData xmlns:xenc='{XmlNamespaces.Xenc}' Type='{ElementType}'><xenc:EncryptionMethod Algorithm='{algorithm}'/>"
            + $"<ds:KeyInfo xmlns:ds='{XmlNamespaces.Ds}'><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm='{KeyTransport.RsaOaepMgf1p}'/>"
            + "<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>";
        using var folder = new TemporaryFolder();
        var plaintext = RandomNumberGenerator.GetBytes(10_000);
        var made = await ExternalProgram.RunAsync(
            "xmlsec1",
            ["--encrypt", "--session-key", sessionKey, "--privkey-pem", Receiver(folder), "--binary-data", folder.File("plain", plaintext), folder.File("template.xml", Encoding.UTF8.GetBytes(template))]);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Equal(plaintext, Open(EncryptedKeyDocuments.Parse(made.Text).Root, ContentKeys.Receiver));
    }

    [Fact]
    [Rule("O2O-2.1")]
    public void A_message_made_by_xmlsec_opens_with_the_receivers_key_file()
    {
        using var receiver = KeyPair.Load(SharedFiles.Vector("keys/o2o-varmland.p12"), "changeit").Value!;
        var envelope = XmlTree.Parse(File.ReadAllBytes(SharedFiles.Vector("xhe/message-1.xhe.xml")), XmlLimits.Header).Value!;
        var encrypted = envelope.Root.DescendantsAndSelf().Single(element => element.Is(XmlNamespaces.Xenc, "EncryptedData"));
        Assert.Equal(File.ReadAllBytes(SharedFiles.Vector("xhe/message-1.payload.xml")), Open(encrypted, receiver.PrivateKey));
    }

    private static string Receiver(TemporaryFolder folder) =>
        folder.File("key.pem", Encoding.ASCII.GetBytes(ContentKeys.Receiver.ExportPkcs8PrivateKeyPem()));

    private static byte[] Open(XmlTreeElement encryptedData, RSA privateKey)
    {
        Assert.Null(EncryptionPolicy.Envelope.ReadCipher(encryptedData, out var cipher));
        var wrapped = encryptedData.Element(XmlNamespaces.Ds, "KeyInfo")!.Element(XmlNamespaces.Xenc, "EncryptedKey")!;
        using var key = EncryptedKeyInfo.Read(wrapped, EncryptionPolicy.Envelope).Value!.Unwrap(privateKey, cipher).Value!;
        var text = encryptedData.Element(XmlNamespaces.Xenc, "CipherData")!.Element(XmlNamespaces.Xenc, "CipherValue")!.Text;
        using var plaintext = new MemoryStream();
        using var opened = ContentCryptography.Decrypt(Base64Streams.Decode(new MemoryStream(Encoding.ASCII.GetBytes(text))), key);
        opened.CopyTo(plaintext);
        return plaintext.ToArray();
    }
}
