using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.Authorization;

/// <summary>A key pair, and JWTs signed with it in any way, the wrong ones included. Made without the library under test.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private TestKey(AsymmetricAlgorithm key) => (_rsa, _ecdsa) = (key as RSA, key as ECDsa);

    /// <summary>Two RSA keys that tests share, for making them takes time.</summary>
    public static TestKey First { get; } = Rsa();

    public static TestKey Second { get; } = Rsa();

    public static TestKey Rsa(int bits = 2048) => new(RSA.Create(bits));

    public static TestKey Curve(ECCurve curve) => new(ECDsa.Create(curve));

    public string PublicPem => ((AsymmetricAlgorithm?)_rsa ?? _ecdsa)!.ExportSubjectPublicKeyInfoPem();

    public string PrivatePem => ((AsymmetricAlgorithm?)_rsa ?? _ecdsa)!.ExportPkcs8PrivateKeyPem();

    /// <summary>The public key as a JWK.</summary>
    public JsonObject Jwk(string? kid = null)
    {
        var jwk = new JsonObject();
        if (_rsa is not null)
        {
            var rsa = _rsa.ExportParameters(false);
            (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Text(rsa.Modulus!), Text(rsa.Exponent!));
        }
        else
        {
            var point = _ecdsa!.ExportParameters(false);
            (jwk["kty"], jwk["crv"], jwk["x"], jwk["y"]) = ("EC", $"P-{_ecdsa.KeySize}", Text(point.Q.X!), Text(point.Q.Y!));
        }

        if (kid is not null)
        {
            jwk["kid"] = kid;
        }

        return jwk;
    }

    /// <summary>The key for signing through the library, for an authorisation server that a test plays.</summary>
    public string Sign(JsonObject header, JsonObject payload)
    {
        var signed = $"{Text(header)}.{Text(payload)}";
        return $"{signed}.{Text(Signature((string?)header["alg"] ?? "", Encoding.ASCII.GetBytes(signed)))}";
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }

    private byte[] Signature(string algorithm, byte[] data)
    {
        var hash = algorithm.Length < 3 ? default : new HashAlgorithmName($"SHA{algorithm[2..]}");
        return algorithm[..Math.Min(2, algorithm.Length)] switch
        {
            "RS" => _rsa!.SignData(data, hash, RSASignaturePadding.Pkcs1),
            "PS" => _rsa!.SignData(data, hash, RSASignaturePadding.Pss),
            "ES" => _ecdsa!.SignData(data, hash),

            // The old confusion: the public key, which everybody has, taken for a shared secret.
            "HS" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(PublicPem), data),
            _ => [],
        };
    }

    private static string Text(JsonObject json) => Text(JsonSerializer.SerializeToUtf8Bytes(json));

    private static string Text(byte[] octets) => Base64Url.EncodeToString(octets);
}
