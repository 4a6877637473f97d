using System.Security.Cryptography;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Configuration;

/// <summary>Opens the key in the hardware module that wraps the node key.</summary>
internal static class HardwareWrap
{
    /// <summary>The key.</summary>
    /// <exception cref="InvalidDataException">The settings are wrong, or the module does not give it; the message says what to do.</exception>
    public static RSA Open(Pkcs11Options? options, string text, Func<string, string> resolve)
    {
        if (options is null || Pkcs11Uri.Parse(text) is not { } place)
        {
            throw new InvalidDataException($"Store:NodeKeyWrap {text} names no key of a hardware module. Write it as pkcs11:token=SDK;object=node-key, and describe the module in Pkcs11.");
        }

        var pin = options.PinFile is { } file ? File.ReadLines(resolve(file)).FirstOrDefault() ?? "" : options.Pin ?? "";
        if (!Pkcs11Token.Open(options.Module, pin).TryGet(out var token, out var fault))
        {
            throw new InvalidDataException($"{fault.Detail} {fault.Remedy}");
        }

        return token.Find(place).TryGet(out var key, out fault) ? key : throw new InvalidDataException($"{fault.Detail} {fault.Remedy}");
    }
}
