using System.Security.Cryptography;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>A key of ours with its certificate, where it comes from and since when it counts.</summary>
/// <param name="Pair">Certificate and private key.</param>
/// <param name="ActiveFrom">From when on it signs, or is shown; null: not yet decided. What it opens it opens at once.</param>
/// <param name="RetiredAt">Since when it counts no more, not even for opening; null: it counts.</param>
/// <param name="Id">Its row in the store; null for a key of the settings.</param>
internal sealed record OwnKey(KeyPair Pair, DateTimeOffset? ActiveFrom, DateTimeOffset? RetiredAt, Guid? Id)
{
    /// <summary>The certificate's SHA-256 fingerprint, upper-case hexadecimal.</summary>
    public string Fingerprint { get; } = FingerprintOf(Pair);

    /// <summary>What people call it by: the first ten digits of the fingerprint.</summary>
    public string Name => Fingerprint[..10];

    /// <summary>The SHA-256 fingerprint of a pair's certificate.</summary>
    public static string FingerprintOf(KeyPair pair) => pair.Certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
