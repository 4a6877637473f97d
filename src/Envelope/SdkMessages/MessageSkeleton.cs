using System.Buffers;
using SdkNode.Envelope.Content;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>What was met in place of a file's content, in document order.</summary>
internal sealed record ContentFacts(bool IsEmpty, bool BeginsAsBase64, bool IsBase64, long Length);

/// <summary>A piece of a file's content on its way out of the tokens: begin (with what is known of the file), bytes, end.</summary>
internal readonly record struct ContentPiece(MessageFile? Begin, int Offset, int Count, bool End);

/// <summary>
/// Splits a message while its tokens pass: everything but the files' content becomes a bounded tree; the content is
/// decoded into <see cref="Pieces"/>, which the caller drains after each chunk, so that memory does not grow with files.
/// </summary>
internal sealed class MessageSkeleton(int maxTextBytes) : XmlTokenSink
{
    private readonly XmlTreeBuilder _tree = new();
    private readonly List<ContentFacts> _contents = [];
    private readonly Stack<bool> _isFile = new();
    private readonly List<ContentPiece> _pieces = [];
    private readonly ArrayBufferWriter<byte> _decoded = new();
    private readonly ArrayBufferWriter<byte> _fileText = new();
    private string? _fileName;
    private string? _contentType;
    private string? _capturing;
    private FileContent? _content;
    private int _contentDepth;
    private long _textBytes;

    /// <summary>Facts about each file's content, in document order.</summary>
    public IReadOnlyList<ContentFacts> Contents => _contents;

    /// <summary>Text that is held in memory exceeds its limit.</summary>
    public bool IsTooLarge => _textBytes > maxTextBytes;

    /// <summary>What was decoded since the last <see cref="Drained"/>.</summary>
    public IReadOnlyList<ContentPiece> Pieces => _pieces;

    /// <summary>The bytes of <see cref="Pieces"/>.</summary>
    public ReadOnlyMemory<byte> Decoded => _decoded.WrittenMemory;

    /// <summary>The tree, once the document has ended.</summary>
    public XmlTreeElement Root => _tree.Build().Root;

    public void Drained()
    {
        _pieces.Clear();
        _decoded.ResetWrittenCount();
    }

    public override void StartElement(XmlStartTag tag)
    {
        _tree.StartElement(tag);
        var own = tag.Name.NamespaceUri == SdkMessage.Namespace;
        var inFile = _isFile.TryPeek(out var parentIsFile) && parentIsFile;
        if (inFile && own && _content is null)
        {
            BeginFilePart(tag.Name.LocalName);
        }

        if (own && tag.Name.LocalName == "ContentFiles")
        {
            (_fileName, _contentType) = (null, null);
        }

        _isFile.Push(own && tag.Name.LocalName == "ContentFiles");
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (_content is not null)
        {
            Decode(utf8);
            return;
        }

        _textBytes += utf8.Length;
        if (IsTooLarge)
        {
            return;
        }

        _tree.Text(utf8);
        if (_capturing is not null && _fileText.WrittenCount + utf8.Length <= 4096)
        {
            _fileText.Write(utf8);
        }
    }

    public override void EndElement(XmlName name)
    {
        _tree.EndElement(name);
        _isFile.Pop();
        if (_content is null ? _isFile.TryPeek(out var parentIsFile) && parentIsFile : _isFile.Count == _contentDepth)
        {
            EndFilePart();
        }
    }

    public override void EndDocument() => _tree.EndDocument();

    private void BeginFilePart(string localName)
    {
        if (localName == "content")
        {
            (_content, _contentDepth) = (new FileContent(), _isFile.Count);
            _pieces.Add(new ContentPiece(new MessageFile(_contents.Count, _fileName ?? "", _contentType ?? ""), 0, 0, End: false));
        }
        else if (localName is "fileName" or "contentType")
        {
            _capturing = localName;
            _fileText.ResetWrittenCount();
        }
    }

    private void EndFilePart()
    {
        if (_content is { } content)
        {
            _contents.Add(content.Finish());
            _pieces.Add(new ContentPiece(null, 0, 0, End: true));
            _content = null;
        }
        else if (_capturing is not null)
        {
            var text = System.Text.Encoding.UTF8.GetString(_fileText.WrittenSpan);
            (_fileName, _contentType) = _capturing == "fileName" ? (text, _contentType) : (_fileName, text);
            _capturing = null;
        }
    }

    private void Decode(ReadOnlySpan<byte> utf8)
    {
        var before = _decoded.WrittenCount;
        _content!.Add(utf8, _decoded);
        if (_decoded.WrittenCount > before)
        {
            _pieces.Add(new ContentPiece(null, before, _decoded.WrittenCount - before, End: false));
        }
    }
}
