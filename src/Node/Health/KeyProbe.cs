using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Store.Content;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Health;

/// <summary>
/// Tries the keys: that what the node key wraps now opens with the key that lies on disk, and that every private key signs and
/// opens. At the start and then rarely: a private-key operation costs milliseconds, in a hardware module more.
/// </summary>
internal sealed class KeyProbe(NodeSetup setup, NodeKey nodeKey, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);
    private static readonly byte[] Probe = "SdkNode tries its keys."u8.ToArray();

    private IReadOnlyList<HealthCheck>? _last;
    private long _lastAt;

    /// <summary>The checks, at most ten minutes old; what was wrong is tried again at once. Not to be called by several at a time.</summary>
    public IReadOnlyList<HealthCheck> Run()
    {
        if (_last is null || !_last.All(check => check.Ok) || clock.GetElapsedTime(_lastAt) > Keep)
        {
            (_last, _lastAt) = ([NodeKeyCheck(), PrivateKeysCheck()], clock.GetTimestamp());
        }

        return _last;
    }

    private HealthCheck NodeKeyCheck()
    {
        const string Name = "node-key";
        const string Remedy = "Restore the node key's file from its backup: after a restart nothing stored could be read without it.";
        var at = setup.Store.NodeKey;
        if (!at.IsThere)
        {
            return new HealthCheck(Name, "The file with the node key is gone.", Remedy);
        }

        try
        {
            new KeyCipher(at.Load()).Open([], new KeyCipher(nodeKey).Seal([], Probe));
            return new HealthCheck(Name);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new HealthCheck(Name, "The file with the node key cannot be read, or holds another key than the one in use.", Remedy);
        }
    }

    private HealthCheck PrivateKeysCheck()
    {
        var broken = Keys().Where(key => !Works(key.Pair, key.Opens)).Select(key => CertificateNames.Describe(key.Pair.Certificate)).Distinct().ToList();
        return broken.Count == 0
            ? new HealthCheck("private-keys")
            : new HealthCheck("private-keys", $"A private key does not work: {string.Join("; ", broken)}.", "Look at the key file or the hardware module that holds it, then restart the node. `sdknode certs check` tells more.");
    }

    private IEnumerable<(KeyPair Pair, bool Opens)> Keys()
    {
        foreach (var pair in setup.Keys.Slots.SelectMany(slot => slot.Value.Where(key => key.RetiredAt is null).Select(key => (slot.Key.Purpose, key.Pair))).GroupBy(key => key.Pair))
        {
            yield return (pair.Key, pair.Any(use => use.Purpose.Opens()));
        }

        if (setup.Api?.Tls is { } tls)
        {
            yield return (tls, false);
        }
    }

    private static bool Works(KeyPair pair, bool opens)
    {
        try
        {
            using var open = pair.Certificate.GetRSAPublicKey()!;
            var signed = pair.PrivateKey.SignData(Probe, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return open.VerifyData(Probe, signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                && (!opens || pair.PrivateKey.Decrypt(open.Encrypt(Probe, RSAEncryptionPadding.OaepSHA256), RSAEncryptionPadding.OaepSHA256).AsSpan().SequenceEqual(Probe));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
