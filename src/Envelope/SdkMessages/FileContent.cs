using System.Buffers;
using SdkNode.Envelope.Content;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>The Base64 of one file while it passes.</summary>
internal sealed class FileContent
{
    private static readonly SearchValues<byte> s_alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private readonly Base64Check _check = new();
    private readonly Base64Decoder _decoder = new();
    private bool _begun;
    private bool _beginsAsBase64;

    public void Add(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        if (!_begun && !utf8.IsEmpty)
        {
            // The official rule looks at the first character alone, white space included (MSG-11).
            (_begun, _beginsAsBase64) = (true, s_alphabet.Contains(utf8[0]));
        }

        _check.Add(utf8);
        _decoder.Decode(utf8, output);
    }

    public ContentFacts Finish()
    {
        _decoder.Finish();
        return new ContentFacts(!_check.HasCharacters, _beginsAsBase64, _check.IsComplete && !_decoder.IsDamaged, _decoder.Length);
    }
}
