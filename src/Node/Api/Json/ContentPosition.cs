using System.Text;

namespace SdkNode.Node.Api.Json;

/// <summary>
/// Knows while a JSON document's characters pass whether the next string is the content of a file: the value of
/// <c>data.attributes.digitalDocument[].contentFiles[].content</c>.
/// </summary>
internal sealed class ContentPosition
{
    private const int LongestName = 32;
    private const int DeepestNesting = 32;

    // A name is a member of an object, null an element of an array.
    private static readonly byte[]?[] Path =
        [.. new[] { "data", "attributes", "digitalDocument", null, "contentFiles", null, "content" }.Select(name => name is null ? null : Encoding.ASCII.GetBytes(name))];

    private readonly Stack<Container> _open = new();
    private readonly byte[] _name = new byte[LongestName];
    private int _nameLength;
    private bool _isName;

    /// <summary>Whether a string that begins here is the content of a file.</summary>
    public bool IsAtContent => _open.TryPeek(out var top) && top is { IsObject: true, AtValue: true } && MatchedHere(top) == Path.Length;

    /// <summary>Objects and arrays are nested deeper than any message has them.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Takes a character outside of strings.</summary>
    public void Structure(byte character)
    {
        switch (character)
        {
            case (byte)'{':
            case (byte)'[':
                Open(character == (byte)'{');
                break;
            case (byte)'}':
            case (byte)']':
                _open.TryPop(out _);
                break;
            case (byte)':' when _open.TryPop(out var member):
                _open.Push(member with { AtValue = true, NameMatches = NameMatches(member) });
                break;
            case (byte)',' when _open.TryPop(out var next):
                _open.Push(next with { AtValue = false, NameMatches = false });
                break;
        }
    }

    /// <summary>A string begins, which is no file's content.</summary>
    public void BeginString()
    {
        _isName = _open.TryPeek(out var top) && top is { IsObject: true, AtValue: false };
        _nameLength = 0;
    }

    /// <summary>More of the string.</summary>
    public void AddToString(ReadOnlySpan<byte> text)
    {
        if (!_isName)
        {
            return;
        }

        var fits = Math.Min(text.Length, LongestName - Math.Min(_nameLength, LongestName));
        text[..fits].CopyTo(_name.AsSpan(Math.Min(_nameLength, LongestName)));

        // A longer name is none of ours, and must not be taken for its beginning.
        _nameLength = Math.Min(_nameLength + text.Length, LongestName + 1);
    }

    /// <summary>The string ends.</summary>
    public void EndString(ReadOnlySpan<byte> text)
    {
        AddToString(text);
        _isName = false;
    }

    private void Open(bool isObject)
    {
        IsTooDeep |= _open.Count >= DeepestNesting;
        if (IsTooDeep)
        {
            return;
        }

        var matched = _open.TryPeek(out var top) ? MatchedHere(top) : 0;
        _open.Push(new Container(isObject, matched, AtValue: false, NameMatches: false));
    }

    // How much of the path the value at this place has matched; -1: none of it, and nothing below it can.
    private static int MatchedHere(Container top)
    {
        if (top.Matched < 0 || top.Matched >= Path.Length)
        {
            return -1;
        }

        var isNext = top.IsObject ? top.NameMatches : Path[top.Matched] is null;
        return isNext ? top.Matched + 1 : -1;
    }

    private bool NameMatches(Container member) =>
        member is { IsObject: true, Matched: >= 0 } && member.Matched < Path.Length && Path[member.Matched] is { } wanted
        && _nameLength <= LongestName && _name.AsSpan(0, _nameLength).SequenceEqual(wanted);

    private readonly record struct Container(bool IsObject, int Matched, bool AtValue, bool NameMatches);
}
