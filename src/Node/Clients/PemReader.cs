using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Security;

namespace SdkNode.Node.Clients;

/// <summary>Reads public keys and certificates in PEM.</summary>
internal static class PemReader
{
    /// <summary>Every key of the text, in order; none when it holds no PEM.</summary>
    public static Result<List<JsonWebKey>, ClientFault> Read(string text)
    {
        // Anywhere in the text, and before anything is decoded.
        if (text.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase))
        {
            return PublicKeyCheck.PrivateKey;
        }

        var keys = new List<JsonWebKey>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (!Read(rest[fields.Label], rest[fields.Location]).TryGet(out var key, out var fault))
            {
                return fault;
            }

            keys.Add(key);
            rest = rest[fields.Location.End..];
        }

        return keys;
    }

    private static Result<JsonWebKey, ClientFault> Read(ReadOnlySpan<char> label, ReadOnlySpan<char> pem)
    {
        try
        {
            switch (label)
            {
                case "CERTIFICATE":
                    using (var certificate = X509Certificate2.CreateFromPem(pem))
                    {
                        return Read(certificate.PublicKey);
                    }

                case "PUBLIC KEY":
                    return Read(PublicKey.CreateFromSubjectPublicKeyInfo(Decode(pem), out _));
                case "RSA PUBLIC KEY":
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportFromPem(pem);
                        return PublicKeyCheck.Of(rsa, kid: null);
                    }

                default:
                    return new ClientFault($"It holds a PEM block {label}, which is no public key and no certificate.");
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new ClientFault($"The PEM block {label} can't be read: {e.Message}");
        }
    }

    private static Result<JsonWebKey, ClientFault> Read(PublicKey key)
    {
        using var rsa = key.GetRSAPublicKey();
        if (rsa is not null)
        {
            return PublicKeyCheck.Of(rsa, kid: null);
        }

        using var ecdsa = key.GetECDsaPublicKey();
        return ecdsa is null ? new ClientFault($"It is a key for {key.Oid.FriendlyName ?? key.Oid.Value}; RSA and elliptic curves are allowed.") : PublicKeyCheck.Of(ecdsa, kid: null);
    }

    private static byte[] Decode(ReadOnlySpan<char> pem) => Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data].ToString());
}
