using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;

namespace SdkNode.As4.Tests.Interop;

/// <summary>What we send, opened by implementations that share no code with ours.</summary>
public sealed class IndependentTests(AccessPoints parties)
{
    private readonly RecordingConsumer _consumer = new();

    [Fact]
    [Rule("AS4-SEC-2.1")]
    public async Task Openssl_unwraps_the_key_and_the_platform_opens_the_attachment_to_the_signed_octets()
    {
        var payload = await AccessPoints.PayloadAsync("<hello/>"u8.ToArray(), As4Compression.Always);
        var (soap, ciphertext) = await CaptureAsync(payload);
        var folder = Directory.CreateTempSubdirectory("as4");
        try
        {
            var keyFile = Path.Combine(folder.FullName, "key.pem");
            await File.WriteAllTextAsync(keyFile, parties.B.PrivateKey.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
            var wrapped = Convert.FromBase64String(Regex.Match(soap, "<xenc:CipherValue>([^<]*)").Groups[1].Value);

            var unwrapped = await ExternalProgram.RunAsync(
                "openssl",
                ["pkeyutl", "-decrypt", "-inkey", keyFile, "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256"],
                wrapped);

            Assert.True(unwrapped.ExitCode == 0, unwrapped.Error);
            Assert.Equal(16, unwrapped.Output.Length);
            using var gcm = new AesGcm(unwrapped.Output, 16);
            var plaintext = new byte[ciphertext.Length - 28];
            gcm.Decrypt(ciphertext.AsSpan(0, 12), ciphertext.AsSpan(12, plaintext.Length), ciphertext.AsSpan(ciphertext.Length - 16), plaintext);
            var digest = Regex.Match(soap, "<ds:Reference URI=\"cid:message\".*?<ds:DigestValue>([^<]*)").Groups[1].Value;
            Assert.Equal(digest, Convert.ToBase64String(SHA256.HashData(plaintext)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Rule("AS4-SEC-1.1")]
    public async Task Xmlsec_verifies_a_message_a_receipt_and_an_error_of_ours()
    {
        var (message, _) = await CaptureAsync();
        var receipt = _consumer.Committed[0].Receipt.Body.ToArray();
        var refusing = new RecordingConsumer { OnHeader = _ => new As4Decision.Refuse(As4.Messages.As4ErrorCode.OtherError, "NOT_SERVICED") };
        var error = await new MessageForge(parties).WithPayload().SendAsync(refusing);

        await VerifyAsync(Encoding.UTF8.GetBytes(message), parties.A.Certificate.ExportCertificatePem());
        await VerifyAsync(receipt, parties.B.Certificate.ExportCertificatePem());
        await VerifyAsync(error.Body.ToArray(), parties.B.Certificate.ExportCertificatePem());
    }

    private static async Task VerifyAsync(byte[] soap, string certificate)
    {
        var folder = Directory.CreateTempSubdirectory("as4");
        try
        {
            var (file, pem) = (Path.Combine(folder.FullName, "soap.xml"), Path.Combine(folder.FullName, "signer.pem"));
            await File.WriteAllBytesAsync(file, soap, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(pem, certificate, TestContext.Current.CancellationToken);

            var verified = await ExternalProgram.RunAsync(
                "xmlsec1",
                ["--verify", "--pubkey-cert-pem", pem, "--id-attr:Id", "Messaging", "--id-attr:Id", "Body", file]);

            Assert.True(verified.ExitCode == 0, verified.Error + verified.Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(string Soap, byte[] Attachment)> CaptureAsync(params As4Payload[] payloads)
    {
        var peer = ScriptedPeer.Of(parties, _consumer);
        Assert.IsType<As4Acknowledged>(await peer.SendAsync(parties.Transmission(new Uri("http://peer.example/"), payloads)));
        var body = Assert.Single(peer.Requests);
        if (payloads.Length == 0)
        {
            return (Encoding.UTF8.GetString(body), []);
        }

        var text = Encoding.Latin1.GetString(body);
        var soap = Regex.Match(text, "<\\?xml.*</S12:Envelope>", RegexOptions.Singleline).Value;
        var start = text.IndexOf("Content-ID: <message>\r\n\r\n", StringComparison.Ordinal) + "Content-ID: <message>\r\n\r\n".Length;
        var end = text.LastIndexOf("\r\n--=_", StringComparison.Ordinal);
        return (soap, body[start..end]);
    }
}
