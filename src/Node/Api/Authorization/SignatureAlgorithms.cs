using Microsoft.IdentityModel.Tokens;

namespace SdkNode.Node.Api.Authorization;

/// <summary>The signature algorithms of assertions and tokens that count: asymmetric ones with SHA-2. <c>none</c> and HMAC are not among them.</summary>
internal static class SignatureAlgorithms
{
    /// <summary>The least RSA key, bits.</summary>
    public const int LeastRsaBits = 2048;

    /// <summary>Their JWA names.</summary>
    public static IReadOnlyList<string> Allowed { get; } = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>Whether a key is of a kind and size that may verify.</summary>
    public static bool IsSound(SecurityKey key) => key switch
    {
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA } => key.KeySize >= LeastRsaBits,
        JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve } or ECDsaSecurityKey => true,
        RsaSecurityKey or X509SecurityKey => key.KeySize >= LeastRsaBits || key is X509SecurityKey { PublicKey: System.Security.Cryptography.ECDsa },
        _ => false,
    };
}
