using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Api.Authorization;
using SdkNode.Security;

namespace SdkNode.Node.Clients;

/// <summary>Reads a JWK or a JWKS document (RFC 7517).</summary>
internal static class JwkReader
{
    // The members that only a private or a secret key has.
    private static readonly string[] s_private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Every key for signatures in the text, in order.</summary>
    public static Result<List<JsonWebKey>, ClientFault> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            IEnumerable<JsonElement> found = root.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [root];
            var elements = found.ToList();
            if (elements.Any(HasPrivateMember))
            {
                return PublicKeyCheck.PrivateKey;
            }

            var keys = new List<JsonWebKey>();
            foreach (var element in elements.Where(element => Text(element, "use") is null or "sig"))
            {
                if (!ReadOne(element).TryGet(out var key, out var fault))
                {
                    return fault;
                }

                keys.Add(key);
            }

            return keys;
        }
        catch (JsonException e)
        {
            return new ClientFault($"It is not JSON (line {e.LineNumber + 1}).");
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException or InvalidOperationException)
        {
            return new ClientFault("It holds a key whose numbers are not those of a key.");
        }
    }

    private static bool HasPrivateMember(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Any(member => s_private.Contains(member.Name, StringComparer.Ordinal));

    private static Result<JsonWebKey, ClientFault> ReadOne(JsonElement element)
    {
        if (Text(element, "alg") is { } algorithm && !SignatureAlgorithms.Allowed.Contains(algorithm))
        {
            return new ClientFault($"A key is for {algorithm}; allowed are {string.Join(", ", SignatureAlgorithms.Allowed)}.");
        }

        switch (Text(element, "kty"))
        {
            case JsonWebAlgorithmsKeyTypes.RSA:
                using (var rsa = RSA.Create(new RSAParameters { Modulus = Octets(element, "n"), Exponent = Octets(element, "e") }))
                {
                    return PublicKeyCheck.Of(rsa, Text(element, "kid"));
                }

            case JsonWebAlgorithmsKeyTypes.EllipticCurve:
                using (var ecdsa = ECDsa.Create(new ECParameters { Curve = Curve(Text(element, "crv")), Q = new ECPoint { X = Octets(element, "x"), Y = Octets(element, "y") } }))
                {
                    return PublicKeyCheck.Of(ecdsa, Text(element, "kid"));
                }

            case var other:
                return new ClientFault($"A key is of the type {other ?? "(none)"}; RSA and EC are allowed.");
        }
    }

    private static ECCurve Curve(string? name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => throw new FormatException("No such curve."),
    };

    private static byte[] Octets(JsonElement element, string name) => Base64UrlEncoder.DecodeBytes(Text(element, name) ?? throw new FormatException("A member is missing."));

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
