using System.Globalization;
using System.Text;

namespace SdkNode.Node.Tests.Api.Json;

/// <summary>
/// A posted message of random shape, written together with what must come of it: attributes in any order, decoys that have the
/// names of the path at other places, Base64 with escapes and white space. Every choice comes off a tape of octets, which shrinks.
/// </summary>
internal sealed class RandomMessage
{
    private readonly byte[] _tape;
    private readonly StringBuilder _document = new();
    private readonly StringBuilder _skeleton = new();
    private readonly List<byte> _files = [];
    private readonly List<int> _lengths = [];
    private int _at;

    public RandomMessage(byte[] tape)
    {
        _tape = tape;
        Members(("meta", Anything), ("data", () => Members(("type", () => Write("\"messages\"")), ("attributes", Attributes), ("content", Anything))), ("contentFiles", Anything));
    }

    public string Document => _document.ToString();

    /// <summary>The skeleton with <c>#</c> for the mark, the files as hexadecimal digits, their lengths.</summary>
    public SplitDocument Expected => new(_skeleton.ToString(), Convert.ToHexString([.. _files]), string.Join(' ', _lengths));

    private void Attributes() => Members(("label", Anything), ("digitalDocument", () => Items(DigitalDocument)), ("contentFiles", Decoy), ("content", Anything));

    private void DigitalDocument() => Members(("documentId", Anything), ("contentFiles", () => Items(File)), ("contentTextBody", Anything), ("content", Decoy));

    private void File() => Members(("fileName", Anything), ("content", Content), ("contentType", Anything), ("contents", Anything), ("Content", Decoy));

    // The names of the path, but not at the path.
    private void Decoy() => Members(("content", Anything), ("contentFiles", () => Items(() => Members(("content", Anything)))));

    private void Anything()
    {
        switch (Next(7))
        {
            case 0:
                Write("\"å \\\"content\\\": \\\\\"");
                break;
            case 1:
                Write("-1.5e3");
                break;
            case 2:
                Write("null");
                break;
            case 3:
                Write("""{"content":"QUJD","contentFiles":[{"content":"QUJD"}]}""");
                break;
            case 4:
                Write("""[["data"],{"attributes":[]},"content"]""");
                break;
            case 5:
                Write("\"\"");
                break;
            default:
                Write("\"\\ud83d\\ude00 {[:,]}\"");
                break;
        }
    }

    private void Content()
    {
        // Now and then something else stands where the Base64 should.
        if (Next(8) == 0)
        {
            Write(Next(2) == 0 ? "17" : "[\"QUJD\"]");
            return;
        }

        var octets = Enumerable.Range(0, Next(60)).Select(_ => (byte)Next(256)).ToArray();
        _document.Append('"');
        foreach (var letter in Convert.ToBase64String(octets))
        {
            _document.Append(Next(12) switch
            {
                0 => $"\\u{(int)letter:x4}",
                1 => $"\\u{(int)letter:X4}",
                2 when letter == '/' => "\\/",
                3 => $"\\r\\n{letter}",
                4 => $" {letter}",
                5 => $"{letter}\\t",
                _ => letter.ToString(),
            });
        }

        _document.Append('"');
        _skeleton.Append(CultureInfo.InvariantCulture, $"\"#{_lengths.Count}\"");
        _files.AddRange(octets);
        _lengths.Add(octets.Length);
    }

    private void Members(params (string Name, Action Value)[] members)
    {
        // Some of them, in some order.
        var left = members.Where(_ => Next(5) > 0).ToList();
        Write(Next(3) == 0 ? "{ " : "{");
        for (var first = true; left.Count > 0; first = false)
        {
            var member = left[Next(left.Count)];
            left.Remove(member);
            Write($"{(first ? "" : ",")}{(Next(4) == 0 ? "\n\t" : "")}\"{member.Name}\"{(Next(4) == 0 ? " : " : ":")}");
            member.Value();
        }

        Write("}");
    }

    private void Items(Action item)
    {
        Write("[");
        for (var i = Next(4); i > 0; i--)
        {
            item();
            Write(i > 1 ? "," : "");
        }

        Write("]");
    }

    private void Write(string text)
    {
        _document.Append(text);
        _skeleton.Append(text);
    }

    // The tape goes round; a place of its own keeps the rounds apart.
    private int Next(int below) => (_tape[_at++ % _tape.Length] + (_at / _tape.Length)) % below;
}
