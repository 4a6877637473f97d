using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;

namespace SdkNode.Envelope.Sealing;

/// <summary>Whose keys and which algorithms seal an envelope (O2O-2).</summary>
public sealed record SealingKeys
{
    /// <summary>The signer; null under <c>tm-base</c>, where nothing is signed (XHE-10).</summary>
    public KeyPair? Signing { get; init; }

    /// <summary>The receiver's certificate; null where nothing is encrypted: receipts, and everything under <c>tm-base</c> (XHE-10).</summary>
    public X509Certificate2? EncryptFor { get; init; }

    /// <summary>The payload's cipher; the profile's unless said otherwise.</summary>
    public ContentCipher Cipher { get; init; } = ContentCipher.Aes256Cbc;

    /// <summary>How the payload's key is wrapped; the profile's way unless said otherwise.</summary>
    public KeyTransport Transport { get; init; } = KeyTransport.OaepMgf1p;
}
