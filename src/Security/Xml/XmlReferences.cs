using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>Character references and the five entities; there are no others without a DTD.</summary>
internal static class XmlReferences
{
    /// <summary>Resolves a whole reference (<c>&amp;…;</c>) into UTF-8; gives the number of bytes written, at most 4 and never more than the reference has.</summary>
    internal static int Resolve(ReadOnlySpan<byte> reference, Span<byte> destination)
    {
        if (reference[^1] != ';')
        {
            throw XmlRefusal.Malformed("'&' begins no reference.");
        }

        var body = reference[1..^1];
        if (body.StartsWith("#"u8))
        {
            return new Rune(Number(body[1..])).EncodeToUtf8(destination);
        }

        destination[0] = body switch
        {
            [(byte)'l', (byte)'t'] => (byte)'<',
            [(byte)'g', (byte)'t'] => (byte)'>',
            [(byte)'a', (byte)'m', (byte)'p'] => (byte)'&',
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => (byte)'\'',
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => (byte)'"',
            _ => throw XmlRefusal.Malformed("A reference to an entity that is not declared."),
        };
        return 1;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var hexadecimal = digits.StartsWith("x"u8);
        digits = hexadecimal ? digits[1..] : digits;
        var value = digits.IsEmpty ? -1 : 0;
        foreach (var digit in digits)
        {
            var d = Digit(digit, hexadecimal);
            value = d < 0 ? -1 : (value * (hexadecimal ? 16 : 10)) + d;
            if (value is < 0 or > 0x10FFFF)
            {
                value = -1;
                break;
            }
        }

        return XmlCharacters.IsCharacter(value) ? value : throw XmlRefusal.Malformed("A character reference to no XML character.");
    }

    private static int Digit(byte b, bool hexadecimal) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' when hexadecimal => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' when hexadecimal => b - 'A' + 10,
        _ => -1,
    };
}
