using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Encryption;
using SdkNode.Security.Pkcs11;
using SdkNode.Security.Tests.Encryption;

namespace SdkNode.Security.Tests.Pkcs11;

/// <summary>Keys in a token (SoftHSM): what they sign verifies and what is encrypted to them opens, and they never come out.</summary>
public sealed class Pkcs11TokenTests
{
    [Fact, Rule("PKI-9")]
    public async Task A_key_made_in_a_token_signs_and_opens_there_and_cannot_be_exported()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), "ap 2026;å");
        var token = Open();
        Assert.True(token.Make(uri, 3072).TryGet(out var key, out var fault), fault?.Detail);
        Assert.Equal(3072, key.KeySize);
        Assert.True(Pkcs11Token.Holds(key));
        using var open = RSA.Create(key.ExportParameters(false));
        var data = "sign me"u8.ToArray();
        foreach (var hash in new[] { HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512, HashAlgorithmName.SHA1 })
        {
            Assert.True(open.VerifyData(data, key.SignData(data, hash, RSASignaturePadding.Pkcs1), hash, RSASignaturePadding.Pkcs1));
            Assert.Equal(data, key.Decrypt(open.Encrypt(data, RSAEncryptionPadding.CreateOaep(hash)), RSAEncryptionPadding.CreateOaep(hash)));
        }

        Assert.Throws<CryptographicException>(() => key.ExportParameters(true));
        Assert.ThrowsAny<CryptographicException>(() => key.ExportPkcs8PrivateKey());
        Assert.Throws<CryptographicException>(() => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
        Assert.Throws<CryptographicException>(() => key.Decrypt(open.Encrypt(data, RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1));

        // Another process finds the same key under its names, and sees that it stays where it is.
        Assert.True(Open().Find(Pkcs11Uri.Parse(uri.ToString())!).TryGet(out var found, out fault), fault?.Detail);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), found.ExportSubjectPublicKeyInfo());
    }

    [Fact, Rule("PKI-9")]
    public async Task Content_keys_wrapped_with_any_pair_of_hashes_open_in_the_token()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), "o2o");
        using var key = Open().Make(uri, 3072).Value!;
        using var open = RSA.Create(key.ExportParameters(false));
        using var content = ContentKey.Generate(ContentCipher.Aes256Cbc);
        (string Algorithm, HashAlgorithmName Digest, HashAlgorithmName Mgf)[] transports =
        [
            (KeyTransport.RsaOaepMgf1p, HashAlgorithmName.SHA1, HashAlgorithmName.SHA1),
            (KeyTransport.RsaOaepMgf1p, HashAlgorithmName.SHA256, HashAlgorithmName.SHA1),
            (KeyTransport.RsaOaep, HashAlgorithmName.SHA256, HashAlgorithmName.SHA256),
            (KeyTransport.RsaOaep, HashAlgorithmName.SHA512, HashAlgorithmName.SHA256),
        ];
        foreach (var (algorithm, digest, mgf) in transports)
        {
            var transport = new KeyTransport(algorithm, digest, mgf);
            var wrapped = content.Wrap(open, transport);
            using (var unwrapped = Read(transport, wrapped).Unwrap(key, content.Cipher).Value!)
            {
                Assert.Equal(content.Bytes.ToArray(), unwrapped.Bytes.ToArray());
            }

            Assert.Same(DecryptionFault.Undecryptable, Read(transport, wrapped[1..]).Unwrap(key, content.Cipher).Fault);
            wrapped[20] ^= 1;
            Assert.Same(DecryptionFault.Undecryptable, Read(transport, wrapped).Unwrap(key, content.Cipher).Fault);
        }
    }

    [Fact, Rule("PKI-9")]
    public async Task A_request_for_a_certificate_is_signed_in_the_token()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), "request");
        using var key = Open().Make(uri, 3072).Value!;
        var request = new CertificateRequest("CN=AP0001-SDK-QA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem();
        var verified = await ExternalProgram.RunAsync("openssl", ["req", "-verify", "-noout", "-subject"], System.Text.Encoding.ASCII.GetBytes(request));
        Assert.True(verified.ExitCode == 0, verified.Error);
        Assert.Contains("AP0001-SDK-QA", verified.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_use_one_key()
    {
        var uri = new Pkcs11Uri(await SoftHsm.TokenAsync(), "busy");
        using var key = Open().Make(uri, 2048).Value!;
        using var open = RSA.Create(key.ExportParameters(false));
        Parallel.For(0, 200, i =>
        {
            var data = BitConverter.GetBytes(i);
            Assert.True(open.VerifyData(data, key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            Assert.Equal(data, key.Decrypt(open.Encrypt(data, RSAEncryptionPadding.OaepSHA256), RSAEncryptionPadding.OaepSHA256));
        });
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_never_with_the_pin()
    {
        var label = await SoftHsm.TokenAsync();
        var uri = new Pkcs11Uri(label, "there");
        Assert.True(Open().Make(uri, 2048).IsOk);
        Assert.Contains("has a key \"there\" already", Open().Make(uri, 2048).Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("no private RSA key \"not there\"", Open().Find(uri with { Label = "not there" }).Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("There is no token \"none\"", Open().Find(uri with { Token = "none" }).Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("There is no file /no/such.so", Pkcs11Token.Open("/no/such.so", "1").Fault!.Detail, StringComparison.Ordinal);
        Assert.Contains("cannot be loaded", Pkcs11Token.Open(typeof(Pkcs11TokenTests).Assembly.Location, "1").Fault!.Detail, StringComparison.Ordinal);

        // Who is logged in to a token is so in the whole process: this one nobody uses.
        var fresh = await SoftHsm.UntouchedTokenAsync();
        var wrong = Pkcs11Token.Open(SoftHsm.Module, "97531").Value!.Find(new Pkcs11Uri(fresh, "x")).Fault!;
        Assert.Contains("does not accept the PIN", wrong.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("97531", wrong.Detail + wrong.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pkcs11:token=SDK;object=ap", "SDK", "ap")]
    [InlineData("pkcs11:object=a%3Bb;token=S%20K", "S K", "a;b")]
    [InlineData("pkcs11:token=SDK", null, null)]
    [InlineData("pkcs11:token=SDK;object=", null, null)]
    [InlineData("pkcs11:token=SDK;object=ap;pin-value=1", null, null)]
    [InlineData("file:token=SDK;object=ap", null, null)]
    public void A_key_is_named_by_token_and_object_alone(string text, string? token, string? label)
    {
        var uri = Pkcs11Uri.Parse(text);
        Assert.Equal((token, label), (uri?.Token, uri?.Label));
        Assert.Equal(uri, uri is null ? null : Pkcs11Uri.Parse(uri.ToString()));
    }

    private static EncryptedKeyInfo Read(KeyTransport transport, byte[] wrapped) => EncryptedKeyInfo.Read(
        EncryptedKeyDocuments.Parse(EncryptedKeyDocuments.Write(writer => EncryptedKeyWriter.Write(writer, transport, wrapped, null))).Root, EncryptionPolicy.Envelope).Value!;

    private static Pkcs11Token Open() => Pkcs11Token.Open(SoftHsm.Module, SoftHsm.Pin).TryGet(out var token, out var fault) ? token : throw new InvalidOperationException(fault.Detail);
}
