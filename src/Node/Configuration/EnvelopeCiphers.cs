using SdkNode.Security.Encryption;

namespace SdkNode.Node.Configuration;

/// <summary>The payload ciphers by the names that the settings use (O2O-2).</summary>
internal static class EnvelopeCiphers
{
    private static readonly Dictionary<string, ContentCipher> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aes256-cbc"] = ContentCipher.Aes256Cbc,
        ["aes128-cbc"] = ContentCipher.Aes128Cbc,
        ["aes256-gcm"] = ContentCipher.Aes256Gcm,
        ["aes128-gcm"] = ContentCipher.Aes128Gcm,
    };

    private static readonly Dictionary<string, KeyTransport> TransportsByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rsa-oaep-mgf1p"] = KeyTransport.OaepMgf1p,
        ["rsa-oaep-sha256"] = KeyTransport.Oaep11Sha256,
    };

    /// <summary>The known key transports.</summary>
    public static IEnumerable<string> TransportNames => TransportsByName.Keys;

    /// <summary>The key transport of that name, or null.</summary>
    public static KeyTransport? FindTransport(string name) => TransportsByName.GetValueOrDefault(name);

    /// <summary>The known names.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The cipher of that name, or null.</summary>
    public static ContentCipher? Find(string name) => ByName.TryGetValue(name, out var cipher) ? cipher : null;
}
