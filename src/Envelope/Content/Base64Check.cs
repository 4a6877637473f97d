using System.Buffers;

namespace SdkNode.Envelope.Content;

/// <summary>Tells of a text that comes in pieces whether it is Base64 (RFC 4648, white space between any characters), without decoding it.</summary>
internal sealed class Base64Check
{
    private static readonly SearchValues<byte> s_alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private long _characters;
    private int _padding;
    private bool _foreign;

    /// <summary>There was something other than white space.</summary>
    public bool HasCharacters => _characters + _padding > 0 || _foreign;

    /// <summary>All of it, taken together, is Base64 with its padding, and not empty.</summary>
    public bool IsComplete => !_foreign && _characters > 0 && _padding <= 2 && (_characters + _padding) % 4 == 0;

    /// <summary>Takes the next piece.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty && !_foreign)
        {
            var run = _padding > 0 ? 0 : utf8.IndexOfAnyExcept(s_alphabet);
            run = run < 0 ? utf8.Length : run;
            _characters += run;
            utf8 = utf8[run..];
            if (!utf8.IsEmpty)
            {
                _padding += utf8[0] == '=' ? 1 : 0;
                _foreign = !(utf8[0] is (byte)'=' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
                utf8 = utf8[1..];
            }
        }
    }
}
