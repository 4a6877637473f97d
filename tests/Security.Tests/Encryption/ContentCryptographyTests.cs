using System.Security.Cryptography;
using CsCheck;
using SdkNode.Security.Encryption;

namespace SdkNode.Security.Tests.Encryption;

public sealed class ContentCryptographyTests
{
    // Around the edges of cipher blocks and of chunks.
    private static readonly int[] Lengths = [0, 1, 15, 16, 17, 31, 32, 49_135, 49_136, 49_151, 49_152, 49_153, 98_304, 150_001];

    public static TheoryData<ContentCipher> Ciphers => ContentKeys.AllCiphers;

    [Theory]
    [MemberData(nameof(Ciphers))]
    [Rule("O2O-2.5")]
    public async Task What_is_enciphered_deciphers_by_reading_and_by_writing(ContentCipher cipher)
    {
        foreach (var length in Lengths)
        {
            using var key = ContentKey.Generate(cipher);
            var plaintext = RandomNumberGenerator.GetBytes(length);
            await using var encrypting = ContentCryptography.Encrypt(new MemoryStream(plaintext), key);
            var ciphertext = new MemoryStream();
            await encrypting.CopyToAsync(ciphertext, TestContext.Current.CancellationToken);
            Assert.Equal(ContentCryptography.EncryptedLength(cipher, length), ciphertext.Length);
            Assert.Equal(plaintext, ContentKeys.Decrypt(ciphertext.ToArray(), key));

            var output = new MemoryStream();
            await using var decrypting = ContentCryptography.DecryptTo(output, key);
            await decrypting.WriteAsync(ciphertext.ToArray(), TestContext.Current.CancellationToken);
            await decrypting.CompleteAsync(TestContext.Current.CancellationToken);
            Assert.Equal(plaintext, output.ToArray());
        }
    }

    [Fact]
    public void However_it_is_cut_into_pieces_the_same_comes_out() =>
        Gen.Select(Gen.Byte.Array[0, 2000], Gen.Int[1, 700].Array[1, 20], Gen.Enum<ContentCipher>()).Sample((content, pieces, cipher) =>
        {
            var plaintext = Enumerable.Repeat(content, 60).SelectMany(part => part).ToArray();
            using var key = ContentKey.Generate(cipher);
            using var output = new MemoryStream();
            using var decrypting = ContentCryptography.DecryptTo(output, key, leaveOpen: true);
            using var encrypting = ContentCryptography.EncryptTo(decrypting, key, leaveOpen: true);
            for (int at = 0, piece = 0; at < plaintext.Length; at += pieces[piece++ % pieces.Length])
            {
                encrypting.Write(plaintext.AsSpan(at, Math.Min(pieces[piece % pieces.Length], plaintext.Length - at)));
            }

            encrypting.Complete();
            decrypting.Complete();
            Assert.Equal(plaintext, output.ToArray());
        }, iter: 200);

    [Theory]
    [InlineData(ContentCipher.Aes128Gcm)]
    [InlineData(ContentCipher.Aes256Gcm)]
    [Rule("AS4-SEC-2.1")]
    public void Gcm_agrees_with_the_platforms_cipher_both_ways(ContentCipher cipher)
    {
        foreach (var length in Lengths)
        {
            using var key = ContentKey.Generate(cipher);
            using var oracle = new AesGcm(key.Bytes, 16);
            var plaintext = RandomNumberGenerator.GetBytes(length);

            var ours = ContentKeys.Encrypt(plaintext, key);
            var opened = new byte[length];
            oracle.Decrypt(ours.AsSpan(0, 12), ours.AsSpan(12, length), ours.AsSpan(12 + length), opened);
            Assert.Equal(plaintext, opened);

            var theirs = new byte[12 + length + 16];
            RandomNumberGenerator.Fill(theirs.AsSpan(0, 12));
            oracle.Encrypt(theirs.AsSpan(0, 12), plaintext, theirs.AsSpan(12, length), theirs.AsSpan(12 + length));
            Assert.Equal(plaintext, ContentKeys.Decrypt(theirs, key));
        }
    }

    [Theory]
    [InlineData(ContentCipher.Aes128Cbc)]
    [InlineData(ContentCipher.Aes256Cbc)]
    public void Cbc_agrees_with_the_platforms_cipher_both_ways(ContentCipher cipher)
    {
        foreach (var length in Lengths)
        {
            using var key = ContentKey.Generate(cipher);
            using var oracle = Aes.Create();
            oracle.SetKey(key.Bytes);
            var plaintext = RandomNumberGenerator.GetBytes(length);

            var ours = ContentKeys.Encrypt(plaintext, key);
            Assert.Equal(plaintext, oracle.DecryptCbc(ours.AsSpan(16), ours.AsSpan(0, 16)));

            var iv = RandomNumberGenerator.GetBytes(16);
            Assert.Equal(plaintext, ContentKeys.Decrypt([.. iv, .. oracle.EncryptCbc(plaintext, iv)], key));
        }
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void No_two_ciphertexts_of_one_content_are_alike(ContentCipher cipher)
    {
        using var key = ContentKey.Generate(cipher);
        var first = ContentKeys.Encrypt(new byte[64], key);
        var second = ContentKeys.Encrypt(new byte[64], key);
        Assert.NotEqual(first[..12], second[..12]);
        Assert.NotEqual(first[16..48], second[16..48]);
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void Memory_does_not_grow_with_the_content(ContentCipher cipher)
    {
        using var key = ContentKey.Generate(cipher);
        CopyThrough(key, 1 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        CopyThrough(key, 32 << 20);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void CopyThrough(ContentKey key, int length)
    {
        using var encrypting = ContentCryptography.Encrypt(new ZeroStream(length), key);
        using var decrypting = ContentCryptography.Decrypt(encrypting, key);
        decrypting.CopyTo(Stream.Null);
    }
}
