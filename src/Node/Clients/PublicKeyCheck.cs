using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Api.Authorization;
using SdkNode.Security;

namespace SdkNode.Node.Clients;

/// <summary>Makes a client's key of what was read, when it is of a kind and size that may verify assertions.</summary>
internal static class PublicKeyCheck
{
    private const int MostRsaBits = 8192;
    private const int MostKidLength = 200;

    /// <summary>What is said to one who gives the wrong half of the pair.</summary>
    public static ClientFault PrivateKey { get; } =
        new("It is a private key, which only the client may have. Nothing was stored. Give the public key (openssl pkey -in private.pem -pubout), and think about whether the private one must now be replaced.");

    /// <summary>An RSA key.</summary>
    /// <param name="rsa">The key.</param>
    /// <param name="kid">Its id; null: its thumbprint.</param>
    public static Result<JsonWebKey, ClientFault> Of(RSA rsa, string? kid)
    {
        if (rsa.KeySize is < SignatureAlgorithms.LeastRsaBits or > MostRsaBits)
        {
            return new ClientFault($"The RSA key has {rsa.KeySize} bits; {SignatureAlgorithms.LeastRsaBits} to {MostRsaBits} are allowed.");
        }

        return Named(JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false))), kid);
    }

    /// <summary>A key on an elliptic curve.</summary>
    /// <param name="ecdsa">The key.</param>
    /// <param name="kid">Its id; null: its thumbprint.</param>
    public static Result<JsonWebKey, ClientFault> Of(ECDsa ecdsa, string? kid)
    {
        var curve = ecdsa.ExportParameters(includePrivateParameters: false).Curve;
        var known = curve.IsNamed && curve.Oid.Value is "1.2.840.10045.3.1.7" or "1.3.132.0.34" or "1.3.132.0.35";
        return known
            ? Named(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ecdsa)), kid)
            : new ClientFault($"The key is on the curve {curve.Oid.FriendlyName ?? curve.Oid.Value}; P-256, P-384 and P-521 are allowed.");
    }

    private static Result<JsonWebKey, ClientFault> Named(JsonWebKey key, string? kid)
    {
        if (kid is { Length: > MostKidLength } || kid?.Any(char.IsControl) == true)
        {
            return new ClientFault($"A kid is longer than {MostKidLength} characters or holds control characters.");
        }

        key.Kid = string.IsNullOrEmpty(kid) ? Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()) : kid;
        return key;
    }
}
