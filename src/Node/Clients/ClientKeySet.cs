using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Api.Authorization;
using SdkNode.Security;

namespace SdkNode.Node.Clients;

/// <summary>The public keys of one client, read from what an admin has, checked, and kept as a JWKS document.</summary>
internal sealed class ClientKeySet
{
    /// <summary>The longest text that is read, characters.</summary>
    public const int MaxLength = 64 * 1024;

    private const int MostKeys = 10;

    private static readonly ClientFault s_noKey = new("There is no public key in it. Give a PEM public key, a certificate, or a JWKS document.");

    private ClientKeySet(IReadOnlyList<JsonWebKey> keys) => Keys = keys;

    /// <summary>The keys, each with an id.</summary>
    public IReadOnlyList<JsonWebKey> Keys { get; }

    /// <summary>Reads PEM public keys and certificates, a JWK, or a JWKS document. A private key is refused and goes nowhere.</summary>
    public static Result<ClientKeySet, ClientFault> Read(string text)
    {
        if (text.Length > MaxLength)
        {
            return new ClientFault($"It is longer than {MaxLength} characters, so it is no key.");
        }

        var found = text.TrimStart().StartsWith('{') ? JwkReader.Read(text) : PemReader.Read(text);
        if (!found.TryGet(out var keys, out var fault))
        {
            return fault;
        }

        return keys.Count switch
        {
            0 => s_noKey,
            > MostKeys => new ClientFault($"It holds {keys.Count} keys; a client can have {MostKeys}."),
            _ => Of(keys),
        };
    }

    /// <summary>The keys of a row, which were checked when it was written.</summary>
    public static ClientKeySet OfRow(string json) => new([.. JsonWebKeySet.Create(json).Keys.Where(SignatureAlgorithms.IsSound)]);

    /// <summary>These keys and then <paramref name="others"/>, each once.</summary>
    public Result<ClientKeySet, ClientFault> With(ClientKeySet others)
    {
        var all = Distinct([.. Keys, .. others.Keys]);
        return all.Count > MostKeys ? new ClientFault($"That would make {all.Count} keys; a client can have {MostKeys}. Use --drop-old.") : Of(all);
    }

    /// <summary>The JWKS document that is stored: public members only.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { keys = Keys.Select(Members) });

    private static Result<ClientKeySet, ClientFault> Of(List<JsonWebKey> keys)
    {
        keys = Distinct(keys);
        return keys.Select(key => key.Kid).Distinct(StringComparer.Ordinal).Count() == keys.Count
            ? new ClientKeySet(keys)
            : new ClientFault("Two different keys have the same kid. Give each one of its own.");
    }

    private static List<JsonWebKey> Distinct(List<JsonWebKey> keys) => [.. keys.DistinctBy(key => Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()))];

    private static Dictionary<string, string> Members(JsonWebKey key) => key.Kty == JsonWebAlgorithmsKeyTypes.RSA
        ? new() { ["kty"] = key.Kty, ["use"] = "sig", ["kid"] = key.Kid, ["n"] = key.N, ["e"] = key.E }
        : new() { ["kty"] = key.Kty, ["use"] = "sig", ["kid"] = key.Kid, ["crv"] = key.Crv, ["x"] = key.X, ["y"] = key.Y };
}
