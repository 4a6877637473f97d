using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>Checks <c>&lt;?xml version="1.0" encoding="UTF-8" standalone="yes"?&gt;</c> (XML 1.0, 2.8): version 1.0, encoding UTF-8 or none.</summary>
internal static class XmlDeclaration
{
    /// <summary>Checks what stands between <c>&lt;?xml</c> and <c>?&gt;</c>.</summary>
    internal static void Require(ReadOnlySpan<byte> data)
    {
        if (!TryTake(ref data, "version"u8, out var version) || !version.SequenceEqual("1.0"u8))
        {
            throw XmlRefusal.Malformed("The XML declaration names no version 1.0.");
        }

        if (TryTake(ref data, "encoding"u8, out var encoding) && !Ascii.EqualsIgnoreCase(encoding, "utf-8"u8))
        {
            throw XmlRefusal.Of(XmlFaultKind.NotUtf8, "The XML declaration names another encoding than UTF-8.");
        }

        if (TryTake(ref data, "standalone"u8, out var standalone) && !standalone.SequenceEqual("yes"u8) && !standalone.SequenceEqual("no"u8))
        {
            throw XmlRefusal.Malformed("standalone is neither yes nor no.");
        }

        if (XmlCharacters.SkipWhiteSpace(data, 0) != data.Length)
        {
            throw XmlRefusal.Malformed("The XML declaration is malformed.");
        }
    }

    private static bool TryTake(ref ReadOnlySpan<byte> data, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var at = XmlCharacters.SkipWhiteSpace(data, 0);
        if (at == 0 || !data[at..].StartsWith(name))
        {
            return false;
        }

        at = XmlCharacters.SkipWhiteSpace(data, at + name.Length);
        if (at == data.Length || data[at] != '=')
        {
            return false;
        }

        at = XmlCharacters.SkipWhiteSpace(data, at + 1);
        if (at == data.Length || data[at] is not ((byte)'"' or (byte)'\''))
        {
            return false;
        }

        var length = data[(at + 1)..].IndexOf(data[at]);
        if (length < 0)
        {
            return false;
        }

        value = data.Slice(at + 1, length);
        data = data[(at + length + 2)..];
        return true;
    }
}
