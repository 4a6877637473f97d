using System.Security.Cryptography;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// A dozen RSA keys that the federation's certificates share, handed out in turn: a key of its own for each of some hundred
/// certificates would be most of the tests' work. What a test tells apart are certificates, and neighbours have different keys.
/// </summary>
internal static class KeyPool
{
    private const int Size = 12;

    private static readonly Lazy<RSAParameters>[] Keys = [.. Enumerable.Range(0, Size).Select(_ => new Lazy<RSAParameters>(Make))];
    private static int _next = -1;

    /// <summary>The next key, as an object that the caller disposes.</summary>
    public static RSA Next(int bits) =>
        bits == 2048 ? RSA.Create(Keys[(uint)Interlocked.Increment(ref _next) % Size].Value) : RSA.Create(bits);

    private static RSAParameters Make()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }
}
