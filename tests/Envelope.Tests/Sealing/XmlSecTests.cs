using System.Text;
using SdkNode.Security.Encryption;

namespace SdkNode.Envelope.Sealing;

/// <summary>What we seal, read by an independent implementation.</summary>
public sealed class XmlSecTests
{
    [Theory]
    [InlineData(ContentCipher.Aes128Cbc)]
    [InlineData(ContentCipher.Aes256Cbc)]
    [InlineData(ContentCipher.Aes128Gcm)]
    [InlineData(ContentCipher.Aes256Gcm)]
    [Rule("O2O-5.2")]
    public async Task Xmlsec1_verifies_and_decrypts_a_message(ContentCipher cipher)
    {
        var envelope = await TestEnvelopes.SealedMessageAsync(TestEnvelopes.MessageKeys with { Cipher = cipher });
        await VerifyAsync(envelope);
        Assert.Contains(TestEnvelopes.Message, await DecryptAsync(envelope), StringComparison.Ordinal);
    }

    [Fact]
    [Rule("O2O-5.2")]
    public async Task Xmlsec1_verifies_and_decrypts_octets_to_their_base64_text()
    {
        var envelope = await TestEnvelopes.SealAsync(TestEnvelopes.OctetsHeader, [1, 2, 3, 250], TestEnvelopes.MessageKeys);
        await VerifyAsync(envelope);
        Assert.Contains("<xha:PayloadContent>AQID+g==</xha:PayloadContent>", await DecryptAsync(envelope), StringComparison.Ordinal);
    }

    [Fact]
    [Rule("O2O-5.2")]
    public async Task Xmlsec1_verifies_a_receipt() =>
        await VerifyAsync(await TestEnvelopes.SealAsync(TestEnvelopes.ReceiptHeader, Encoding.UTF8.GetBytes("<receipt xmlns='urn:r'/>"), TestEnvelopes.ReceiptKeys));

    private static async Task VerifyAsync(byte[] envelope)
    {
        using var folder = new TemporaryFolder();
        var certificate = folder.Pem("sender", TestKeys.Sender.Certificate);
        var result = await ExternalProgram.RunAsync("xmlsec1", ["--verify", "--pubkey-cert-pem", certificate, folder.File("envelope.xml", envelope)]);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private static async Task<string> DecryptAsync(byte[] envelope)
    {
        using var folder = new TemporaryFolder();
        var key = folder.File("key.pem", Encoding.ASCII.GetBytes(TestKeys.Receiver.PrivateKey.ExportPkcs8PrivateKeyPem()));
        var result = await ExternalProgram.RunAsync("xmlsec1", ["--decrypt", "--privkey-pem", key, folder.File("envelope.xml", envelope)]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Text;
    }
}
