using System.Security.Cryptography;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Encryption;

public sealed class KeyTransportTests
{
    private static readonly string[] Hashes = ["SHA1", "SHA256", "SHA384", "SHA512"];

    public static TheoryData<string, string> AllHashes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var digest in Hashes)
            {
                foreach (var mgf in Hashes)
                {
                    data.Add(digest, mgf);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AllHashes))]
    [Rule("O2O-2.3")]
    public void Every_combination_of_digest_and_mask_wraps_and_unwraps(string digest, string mgf)
    {
        foreach (var algorithm in new[] { KeyTransport.RsaOaep, KeyTransport.RsaOaepMgf1p })
        {
            var transport = new KeyTransport(algorithm, new HashAlgorithmName(digest), new HashAlgorithmName(mgf));
            using var key = ContentKey.Generate(ContentCipher.Aes256Cbc);
            var read = Read(transport, key.Wrap(ContentKeys.Receiver, transport));
            Assert.Equal(transport, read.Transport);
            Assert.True(read.Unwrap(ContentKeys.Receiver, ContentCipher.Aes256Cbc).TryGet(out var unwrapped, out _));
            Assert.Equal(key.Bytes, unwrapped.Bytes);
        }
    }

    [Theory]
    [InlineData("sha1", "sha1")]
    [InlineData("sha256", "sha256")]
    [InlineData("sha256", "sha1")]
    [InlineData("sha512", "sha256")]
    [Rule("O2O-2.3")]
    public async Task Openssl_unwraps_what_we_wrap_and_wraps_what_we_unwrap(string digest, string mgf)
    {
        using var folder = new TemporaryFolder();
        var receiver = folder.File("key.pem", System.Text.Encoding.ASCII.GetBytes(ContentKeys.Receiver.ExportPkcs8PrivateKeyPem()));
        string[] options = ["-inkey", receiver, "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", $"rsa_oaep_md:{digest}", "-pkeyopt", $"rsa_mgf1_md:{mgf}"];
        var transport = new KeyTransport(KeyTransport.RsaOaep, new HashAlgorithmName(digest.ToUpperInvariant()), new HashAlgorithmName(mgf.ToUpperInvariant()));
        using var key = ContentKey.Generate(ContentCipher.Aes128Gcm);
        var expected = key.Bytes.ToArray();

        var opened = await ExternalProgram.RunAsync("openssl", ["pkeyutl", "-decrypt", .. options], key.Wrap(ContentKeys.Receiver, transport));
        Assert.Equal(expected, opened.Output);

        var wrapped = await ExternalProgram.RunAsync("openssl", ["pkeyutl", "-encrypt", .. options], expected);
        Assert.True(Read(transport, wrapped.Output).Unwrap(ContentKeys.Receiver, ContentCipher.Aes128Gcm).TryGet(out var unwrapped, out _));
        Assert.Equal(expected, unwrapped.Bytes);
    }

    [Theory]
    [InlineData("SHA1", "SHA1")]
    [InlineData("SHA256", "SHA256")]
    [InlineData("SHA256", "SHA1")]
    [Rule("O2O-2.7", Refuses = true)]
    public void Whatever_goes_wrong_in_unwrapping_is_one_fault(string digest, string mgf)
    {
        var transport = new KeyTransport(KeyTransport.RsaOaep, new HashAlgorithmName(digest), new HashAlgorithmName(mgf));
        using var key = ContentKey.Generate(ContentCipher.Aes256Gcm);
        var good = key.Wrap(ContentKeys.Receiver, transport);
        var changed = good.ToArray();
        changed[^1] ^= 1;
        byte[][] wrapped =
        [
            changed,
            key.Wrap(ContentKeys.Other, transport),
            good[..^1],
            [0, .. good],
            new byte[good.Length],
            Enumerable.Repeat((byte)0xff, good.Length).ToArray(),
            ContentKeys.Receiver.Encrypt(key.Bytes, RSAEncryptionPadding.Pkcs1),
        ];
        Assert.All(wrapped, octets => Assert.Same(
            DecryptionFault.Undecryptable,
            Read(transport, octets).Unwrap(ContentKeys.Receiver, ContentCipher.Aes256Gcm).Fault));

        // A key of another length than the cipher's.
        Assert.Same(DecryptionFault.Undecryptable, Read(transport, good).Unwrap(ContentKeys.Receiver, ContentCipher.Aes128Gcm).Fault);
    }

    [Fact]
    [Rule("O2O-2.3", Refuses = true)]
    public void Mixed_hashes_with_a_key_that_cannot_be_exported_are_a_named_fault()
    {
        var transport = new KeyTransport(KeyTransport.RsaOaepMgf1p, HashAlgorithmName.SHA256, HashAlgorithmName.SHA1);
        using var key = ContentKey.Generate(ContentCipher.Aes256Cbc);
        using var module = new HardwareKey(ContentKeys.Receiver);
        var fault = Read(transport, key.Wrap(ContentKeys.Receiver, transport)).Unwrap(module, ContentCipher.Aes256Cbc).Fault;
        Assert.Equal(DecryptionFaultKind.AlgorithmNotAllowed, fault?.Kind);
        Assert.Contains("exported", fault!.Detail, StringComparison.Ordinal);

        var plain = Read(KeyTransport.OaepMgf1p, key.Wrap(ContentKeys.Receiver, KeyTransport.OaepMgf1p));
        Assert.True(plain.Unwrap(module, ContentCipher.Aes256Cbc).IsOk);
    }

    [Fact]
    public void An_unknown_transport_does_not_wrap()
    {
        using var key = ContentKey.Generate(ContentCipher.Aes256Cbc);
        Assert.Throws<NotSupportedException>(() => key.Wrap(ContentKeys.Receiver, new KeyTransport("urn:x", HashAlgorithmName.SHA256, HashAlgorithmName.SHA256)));
        Assert.Throws<NotSupportedException>(() => key.Wrap(ContentKeys.Receiver, new KeyTransport(KeyTransport.RsaOaep, HashAlgorithmName.MD5, HashAlgorithmName.SHA256)));
    }

    private static EncryptedKeyInfo Read(KeyTransport transport, byte[] wrapped)
    {
        var tree = EncryptedKeyDocuments.Parse(EncryptedKeyDocuments.Write(writer => EncryptedKeyWriter.Write(writer, transport, wrapped, null)));
        var read = EncryptedKeyInfo.Read(tree.Root, EncryptionPolicy.Envelope);
        Assert.True(read.IsOk, read.Fault?.ToString());
        return read.Value;
    }
}
