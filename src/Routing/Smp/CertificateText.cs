using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-4: certificates as SMP documents write them, Base64 of DER with or without PEM armour and line breaks.</summary>
internal static class CertificateText
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";

    /// <summary>The certificate, or null when the text is none.</summary>
    public static X509Certificate2? Decode(string text)
    {
        var body = text.Trim();
        if (body.StartsWith(Begin, StringComparison.Ordinal) && body.EndsWith(End, StringComparison.Ordinal))
        {
            body = body[Begin.Length..^End.Length];
        }

        try
        {
            // FromBase64String skips white space.
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(body));
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
