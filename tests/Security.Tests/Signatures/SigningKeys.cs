using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Security.Tests.Signatures;

/// <summary>Key pairs made once for all signature tests.</summary>
internal static class SigningKeys
{
    private static readonly Lazy<KeyPair> LazyAlice = new(() => Make("CN=Alice"));
    private static readonly Lazy<KeyPair> LazyMallory = new(() => Make("CN=Mallory"));

    public static KeyPair Alice => LazyAlice.Value;

    public static KeyPair Mallory => LazyMallory.Value;

    private static KeyPair Make(string name)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2046, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new KeyPair(certificate, key);
    }
}
