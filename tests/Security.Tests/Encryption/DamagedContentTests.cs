using System.Security.Cryptography;
using SdkNode.Security.Encryption;

namespace SdkNode.Security.Tests.Encryption;

public sealed class DamagedContentTests
{
    public static TheoryData<ContentCipher> Ciphers => ContentKeys.AllCiphers;

    [Theory]
    [InlineData(ContentCipher.Aes128Gcm)]
    [InlineData(ContentCipher.Aes256Gcm)]
    [Rule("AS4-SEC-2.6", Refuses = true)]
    public void A_changed_bit_anywhere_is_detected_by_gcm(ContentCipher cipher)
    {
        using var key = ContentKey.Generate(cipher);
        var ciphertext = ContentKeys.Encrypt(RandomNumberGenerator.GetBytes(100_000), key);
        foreach (var at in new[] { 0, 11, 12, 49_151, 49_152, 70_000, ciphertext.Length - 17, ciphertext.Length - 16, ciphertext.Length - 1 })
        {
            var changed = ciphertext.ToArray();
            changed[at] ^= 0x10;
            RequireUndecryptable(changed, key);
        }
    }

    [Theory]
    [InlineData(ContentCipher.Aes128Gcm)]
    [InlineData(ContentCipher.Aes256Gcm)]
    public void A_gcm_content_that_is_cut_short_or_goes_on_is_detected(ContentCipher cipher)
    {
        using var key = ContentKey.Generate(cipher);
        var ciphertext = ContentKeys.Encrypt(new byte[49_152 * 2], key);
        foreach (var length in new[] { 0, 1, 11, 12, 27, 28, 49_152, 49_153, ciphertext.Length - 16, ciphertext.Length - 1 })
        {
            RequireUndecryptable(ciphertext[..length], key);
        }

        RequireUndecryptable([.. ciphertext, 0], key);
    }

    [Theory]
    [InlineData(ContentCipher.Aes128Cbc)]
    [InlineData(ContentCipher.Aes256Cbc)]
    public void A_cbc_content_of_a_length_that_cannot_be_is_refused(ContentCipher cipher)
    {
        using var key = ContentKey.Generate(cipher);
        var ciphertext = ContentKeys.Encrypt(new byte[49_152], key);
        foreach (var length in new[] { 0, 1, 15, 16, 17, 49_151, ciphertext.Length - 1 })
        {
            RequireUndecryptable(ciphertext[..length], key);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [Rule("O2O-2.1")]
    public void The_pad_bytes_of_cbc_are_arbitrary_but_for_the_last(byte padding)
    {
        using var key = ContentKey.Generate(ContentCipher.Aes256Cbc);
        var block = RandomNumberGenerator.GetBytes(32);
        block[^1] = padding;
        Assert.Equal(block[..^padding], ContentKeys.Decrypt(WithoutPadding(block, key), key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(255)]
    [Rule("O2O-2.7", Refuses = true)]
    public void A_pad_length_outside_of_a_block_is_refused(byte padding)
    {
        using var key = ContentKey.Generate(ContentCipher.Aes256Cbc);
        var block = new byte[32];
        block[^1] = padding;
        RequireUndecryptable(WithoutPadding(block, key), key);
    }

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void A_stream_that_is_not_completed_leaves_its_output_cut_short(ContentCipher cipher)
    {
        using var key = ContentKey.Generate(cipher);
        using var output = new MemoryStream();
        using (var encrypting = ContentCryptography.EncryptTo(output, key, leaveOpen: true))
        {
            encrypting.Write(new byte[200_000]);
        }

        Assert.True(output.Length < 200_000);
        using var completed = ContentCryptography.EncryptTo(output, key, leaveOpen: true);
        completed.Complete();
        Assert.Throws<InvalidOperationException>(completed.Complete);
        Assert.Throws<InvalidOperationException>(() => completed.Write([1]));
    }

    [Fact]
    [Rule("AS4-SEC-2.6", Refuses = true)]
    public void Whoever_reads_on_after_a_failure_finds_no_end()
    {
        using var key = ContentKey.Generate(ContentCipher.Aes128Gcm);
        using var stream = ContentCryptography.Decrypt(new MemoryStream(new byte[100]), key);
        var buffer = new byte[100];
        Assert.Throws<UndecryptableException>(() => stream.Read(buffer));
        Assert.Throws<InvalidOperationException>(() => stream.Read(buffer));

        using var writing = Base64Streams.DecodeTo(Stream.Null);
        Assert.Throws<InvalidBase64Exception>(() => writing.Write(new byte[60_000]));
        Assert.Throws<InvalidOperationException>(writing.Complete);
    }

    [Fact]
    public void A_disposed_key_is_overwritten_and_refuses_use()
    {
        var key = ContentKey.Generate(ContentCipher.Aes256Gcm);
        var bytes = key.Bytes;
        key.Dispose();
        Assert.Equal(new byte[32], bytes.ToArray());
        Assert.Throws<ObjectDisposedException>(() => ContentCryptography.Encrypt(Stream.Null, key));
        Assert.Throws<ArgumentException>(() => new ContentKey(ContentCipher.Aes256Gcm, new byte[16]));
    }

    private static byte[] WithoutPadding(byte[] blocks, ContentKey key)
    {
        using var aes = Aes.Create();
        aes.SetKey(key.Bytes);
        var iv = RandomNumberGenerator.GetBytes(16);
        return [.. iv, .. aes.EncryptCbc(blocks, iv, PaddingMode.None)];
    }

    // Every fault looks the same: the same type, the same words.
    private static void RequireUndecryptable(byte[] ciphertext, ContentKey key)
    {
        var fault = Assert.Throws<UndecryptableException>(() => ContentKeys.Decrypt(ciphertext, key));
        Assert.Equal(new UndecryptableException().Message, fault.Message);
        Assert.Same(DecryptionFault.Undecryptable, fault.Fault);
    }
}
