using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;

namespace SdkNode.Envelope.Sealing;

/// <summary>Keys of RSA 2048, made once for the assembly. Nobody looks at who issued their certificates here.</summary>
internal static class TestKeys
{
    private static readonly Lazy<KeyPair> s_sender = new(() => Make("sender"));
    private static readonly Lazy<KeyPair> s_receiver = new(() => Make("receiver"));

    public static KeyPair Sender => s_sender.Value;

    public static KeyPair Receiver => s_receiver.Value;

    /// <summary>The receiver's private key for the receiver's certificate, and for no other.</summary>
    public static RSA? OfReceiver(X509Certificate2 certificate) => certificate.Thumbprint == Receiver.Certificate.Thumbprint ? Receiver.PrivateKey : null;

    private static KeyPair Make(string name)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new KeyPair(request.CreateSelfSigned(from, from.AddYears(10)), key);
    }
}
