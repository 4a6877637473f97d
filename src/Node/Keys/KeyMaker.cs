using System.Security.Cryptography;
using System.Text;
using SdkNode.Node.Administration;
using SdkNode.Security;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Keys;

/// <summary>A key that was made, and what the store keeps of it: the key itself (PKCS#8), or where in the hardware module it is.</summary>
internal sealed record MadeKey(RSA Key, byte[] Secret);

/// <summary>Makes private keys: here, to be sealed in the store, or in the hardware module, which they never leave (PKI-9).</summary>
internal static class KeyMaker
{
    /// <summary>Makes the key of a request.</summary>
    public static Result<MadeKey, DeskFault> Make(RequestWish wish, KeyTarget target, Pkcs11Token? token)
    {
        if (wish.Pkcs11 is not { } text)
        {
            var key = RSA.Create(wish.Bits);
            return new MadeKey(key, key.ExportPkcs8PrivateKey());
        }

        if (target.Purposes.Any(purpose => purpose is KeyPurpose.TlsServer or KeyPurpose.TlsClient))
        {
            return new DeskFault("A key for TLS cannot be in a hardware module.", "Leave --pkcs11 out for it; keys that sign and open messages can be there.");
        }

        if (Pkcs11Uri.Parse(text) is not { } place)
        {
            return new DeskFault($"\"{text}\" does not name a key.", "Write it as pkcs11:token=SDK;object=ap-2026.");
        }

        if (token is null)
        {
            return new DeskFault("The settings name no hardware module.", "Describe it in Pkcs11 (docs/configuration.md) and start the node again.");
        }

        return token.Make(place, wish.Bits).TryGet(out var made, out var fault)
            ? new MadeKey(made, Encoding.UTF8.GetBytes(place.ToString()))
            : new DeskFault(fault.Detail, fault.Remedy);
    }
}
