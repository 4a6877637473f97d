using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Routing.CertPub;

/// <summary>DIR-5: the certificates that a participant publishes for signing and encryption between organisations.</summary>
/// <param name="Signing">Every signing certificate, in the document's order.</param>
/// <param name="Encryption">Every encryption certificate, in the document's order.</param>
/// <param name="Unreadable">How many published values are no certificates; they are passed over.</param>
public sealed record CertificatePublication(
    IReadOnlyList<X509Certificate2> Signing,
    IReadOnlyList<X509Certificate2> Encryption,
    int Unreadable);
