using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using SdkNode.Security.Encryption;

namespace SdkNode.Bench;

/// <summary>
/// Content ciphers as streams, against the platform's ciphers over the whole content at one go in the same run. What streaming
/// costs is the Ratio column; the content is <see cref="Bytes"/> long.
/// </summary>
[Config(typeof(QuickConfig))]
[MemoryDiagnoser]
[HideColumns("Job", "Error", "StdDev", "RatioSD")]
public class ContentEncryptionBenchmarks
{
    private const int Length = 16 << 20;

    private readonly byte[] _plaintext = RandomNumberGenerator.GetBytes(Length);
    private readonly byte[] _output = new byte[Length + 64];
    private readonly ContentKey _gcm = ContentKey.Generate(ContentCipher.Aes128Gcm);
    private readonly ContentKey _cbc = ContentKey.Generate(ContentCipher.Aes256Cbc);
    private byte[] _gcmCiphertext = [];
    private byte[] _cbcCiphertext = [];
    private byte[] _base64 = [];

    public int Bytes => _plaintext.Length;

    [GlobalSetup]
    public void Setup()
    {
        _gcmCiphertext = ReadAll(ContentCryptography.Encrypt(new MemoryStream(_plaintext), _gcm));
        _cbcCiphertext = ReadAll(ContentCryptography.Encrypt(new MemoryStream(_plaintext), _cbc));
        _base64 = ReadAll(Base64Streams.Encode(new MemoryStream(_cbcCiphertext)));
    }

    [Benchmark(Baseline = true)]
    public void PlatformGcmAtOneGo()
    {
        using var cipher = new AesGcm(_gcm.Bytes, 16);
        cipher.Encrypt(_plaintext.AsSpan(0, 12), _plaintext, _output.AsSpan(0, Length), _output.AsSpan(Length, 16));
    }

    [Benchmark]
    public void StreamingGcmEncrypt() => Drain(ContentCryptography.Encrypt(new MemoryStream(_plaintext), _gcm));

    [Benchmark]
    public void StreamingGcmDecrypt() => Drain(ContentCryptography.Decrypt(new MemoryStream(_gcmCiphertext), _gcm));

    [Benchmark]
    public int PlatformCbcAtOneGo()
    {
        using var cipher = Aes.Create();
        cipher.SetKey(_cbc.Bytes);
        return cipher.EncryptCbc(_plaintext, _plaintext.AsSpan(0, 16), _output);
    }

    [Benchmark]
    public void StreamingCbcEncrypt() => Drain(ContentCryptography.Encrypt(new MemoryStream(_plaintext), _cbc));

    [Benchmark]
    public void StreamingCbcDecrypt() => Drain(ContentCryptography.Decrypt(new MemoryStream(_cbcCiphertext), _cbc));

    [Benchmark]
    public void StreamingBase64AndCbcDecrypt() => Drain(ContentCryptography.Decrypt(Base64Streams.Decode(new MemoryStream(_base64)), _cbc));

    private static void Drain(Stream stream)
    {
        using (stream)
        {
            stream.CopyTo(Stream.Null, 64 * 1024);
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var output = new MemoryStream();
        using (stream)
        {
            stream.CopyTo(output);
        }

        return output.ToArray();
    }
}
