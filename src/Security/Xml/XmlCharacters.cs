using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SdkNode.Security.Xml;

/// <summary>The character classes of XML 1.0 (fifth edition), over UTF-8.</summary>
internal static class XmlCharacters
{
    /// <summary>The control characters that XML 1.0 forbids.</summary>
    internal const string Forbidden =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<byte> ForbiddenBytes = Stops("");
    private static readonly bool[] NameBytes = MakeNameBytes();

    /// <summary>Search values of the forbidden control characters and some more ASCII characters.</summary>
    internal static SearchValues<byte> Stops(string more) => SearchValues.Create(Encoding.ASCII.GetBytes(Forbidden + more));

    internal static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>The length of the name that data begins with; whether its characters are right is <see cref="IsNCName"/>'s to say.</summary>
    internal static int NameLength(ReadOnlySpan<byte> data)
    {
        var table = NameBytes;
        var i = 0;
        while (i < data.Length && table[data[i]])
        {
            i++;
        }

        return i;
    }

    internal static int SkipWhiteSpace(ReadOnlySpan<byte> data, int from)
    {
        while (from < data.Length && IsWhiteSpace(data[from]))
        {
            from++;
        }

        return from;
    }

    /// <summary>Refuses bytes that are no UTF-8 or hold U+FFFE or U+FFFF.</summary>
    internal static void RequireUtf8(ReadOnlySpan<byte> data)
    {
        if (Ascii.IsValid(data))
        {
            return;
        }

        if (!Utf8.IsValid(data))
        {
            throw XmlRefusal.Of(XmlFaultKind.NotUtf8, "The bytes are not UTF-8.");
        }

        for (var at = data.IndexOf(NonCharacterLead); at >= 0;)
        {
            if (at + 2 < data.Length && data[at + 2] >= 0xBE)
            {
                throw XmlRefusal.Malformed("U+FFFE and U+FFFF are no XML characters.");
            }

            var next = data[(at + 2)..].IndexOf(NonCharacterLead);
            at = next < 0 ? -1 : at + 2 + next;
        }
    }

    /// <summary>Refuses control characters in mark-up that is passed on as it is (comments, processing instructions).</summary>
    internal static void RequireNoControls(ReadOnlySpan<byte> data)
    {
        if (data.ContainsAny(ForbiddenBytes))
        {
            throw XmlRefusal.Malformed("A control character that XML forbids.");
        }
    }

    /// <summary>True for a name without colon (Namespaces in XML 1.0).</summary>
    internal static bool IsNCName(ReadOnlySpan<byte> name)
    {
        var first = true;
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) != OperationStatus.Done || !(first ? IsNameStart(rune.Value) : IsName(rune.Value)))
            {
                return false;
            }

            first = false;
            name = name[length..];
        }

        return !first;
    }

    /// <summary>True for what a character reference may stand for.</summary>
    internal static bool IsCharacter(int c) =>
        c is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    private static ReadOnlySpan<byte> NonCharacterLead => [0xEF, 0xBF];

    private static bool IsNameStart(int c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'
            or (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x2FF) or (>= 0x370 and <= 0x37D)
            or (>= 0x37F and <= 0x1FFF) or (>= 0x200C and <= 0x200D) or (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF)
            or (>= 0x3001 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD) or (>= 0x10000 and <= 0xEFFFF);

    private static bool IsName(int c) =>
        IsNameStart(c) || c is '-' or '.' or (>= '0' and <= '9') or 0xB7 or (>= 0x300 and <= 0x36F) or (>= 0x203F and <= 0x2040);

    private static bool[] MakeNameBytes()
    {
        var table = new bool[256];
        for (var b = 0; b < 256; b++)
        {
            table[b] = b >= 0x80 || b == ':' || IsName(b);
        }

        return table;
    }
}
