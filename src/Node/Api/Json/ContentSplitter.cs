using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SdkNode.Envelope.Content;

namespace SdkNode.Node.Api.Json;

/// <summary>
/// Takes a JSON document apart while it arrives: the Base64 of every file goes, decoded, to <c>files</c>; everything else stays
/// as it is in <see cref="Skeleton"/>, where a mark that no sender can guess stands for each file. So a message of any size needs the memory of its
/// header only, whatever the order of its attributes. What is malformed stays malformed: whether the skeleton is JSON is asked
/// of a real parser afterwards.
/// </summary>
internal sealed class ContentSplitter(IBufferWriter<byte> files, int maxSkeletonBytes)
{
    private readonly ArrayBufferWriter<byte> _skeleton = new();
    private readonly ContentPosition _position = new();
    private readonly JsonStringDecoder _text = new();
    private readonly List<FileSpan> _found = [];
    private Base64Decoder? _content;
    private bool _inString;
    private bool _escaped;

    /// <summary>Begins the string that stands for a file; its number, from 0, follows.</summary>
    public string Mark { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>The document without its files.</summary>
    public ReadOnlyMemory<byte> Skeleton => _skeleton.WrittenMemory;

    /// <summary>The files that were met, in order.</summary>
    public IReadOnlyList<FileSpan> Files => _found;

    /// <summary>Decoded octets of files so far.</summary>
    public long FileBytes { get; private set; }

    /// <summary>What stands outside the files is more than it may be.</summary>
    public bool IsTooLarge => _skeleton.WrittenCount > maxSkeletonBytes;

    /// <summary>Objects and arrays are nested deeper than any message has them.</summary>
    public bool IsTooDeep => _position.IsTooDeep;

    /// <summary>Takes the next piece; stops taking when <see cref="IsTooLarge"/> or <see cref="IsTooDeep"/>.</summary>
    public void Write(ReadOnlySpan<byte> json)
    {
        while (!json.IsEmpty && !IsTooLarge && !IsTooDeep)
        {
            json = json[(_content is not null ? TakeContent(json) : _inString ? TakeString(json) : TakeStructure(json))..];
        }
    }

    private int TakeStructure(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == (byte)'"')
            {
                return Quote(json, i);
            }

            _position.Structure(json[i]);
        }

        _skeleton.Write(json);
        return json.Length;
    }

    private int Quote(ReadOnlySpan<byte> json, int at)
    {
        if (!_position.IsAtContent)
        {
            _inString = true;
            _position.BeginString();
            _skeleton.Write(json[..(at + 1)]);
            return at + 1;
        }

        _skeleton.Write(json[..at]);
        _skeleton.Write(Encoding.ASCII.GetBytes($"\"{Mark}{_found.Count}\""));
        _content = new Base64Decoder();
        _text.Reset();
        return at + 1;
    }

    private int TakeString(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            if (_escaped)
            {
                _escaped = false;
            }
            else if (json[i] == (byte)'\\')
            {
                _escaped = true;
            }
            else if (json[i] == (byte)'"')
            {
                _inString = false;
                _position.EndString(json[..i]);
                _skeleton.Write(json[..(i + 1)]);
                return i + 1;
            }
        }

        _position.AddToString(json);
        _skeleton.Write(json);
        return json.Length;
    }

    private int TakeContent(ReadOnlySpan<byte> json)
    {
        var before = _content!.Length;
        var taken = _text.Take(json, piece => _content.Decode(piece, files));
        FileBytes += _content.Length - before;
        if (_text.IsEnded)
        {
            _content.Finish();
            _found.Add(new FileSpan(_content.Length, !_text.IsDamaged && !_content.IsDamaged));
            _content = null;
        }

        return taken;
    }
}

/// <summary>One file of a document that was taken apart.</summary>
/// <param name="Length">Its octets.</param>
/// <param name="IsBase64">Whether all of its text was Base64.</param>
internal sealed record FileSpan(long Length, bool IsBase64);
