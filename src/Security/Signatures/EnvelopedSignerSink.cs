using System.Buffers;
using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>Canonicalises and digests a document that is being signed, and holds back what follows the place of its signature.</summary>
internal sealed class EnvelopedSignerSink : XmlTokenSink, IDisposable
{
    private readonly CanonicalOctets _octets = new();
    private readonly Canonicalizer _canonicalizer;
    private int _depth;

    internal EnvelopedSignerSink()
    {
        // The declaration is no part of the canonical form, so it is not digested.
        _octets.Ready.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        _canonicalizer = new Canonicalizer(CanonicalizationAlgorithm.InclusiveC14N10, _octets);
    }

    /// <summary>The root element without content: the signature's context.</summary>
    internal XmlTreeElement? Root { get; private set; }

    /// <summary>Canonical octets that may go out.</summary>
    internal ArrayBufferWriter<byte> Ready => _octets.Ready;

    /// <summary>The root's end tag and what follows it.</summary>
    internal ReadOnlyMemory<byte> Tail => _octets.Tail.WrittenMemory;

    public override void StartElement(XmlStartTag tag)
    {
        Root ??= XmlTreeBuilder.ElementOf(tag, null);
        if (++_depth == 2 && tag.Name.Is(XmlNamespaces.Ds, "Signature"))
        {
            throw new InvalidOperationException("The document to be signed has a ds:Signature as a child of its root already.");
        }

        _canonicalizer.StartElement(tag);
    }

    public override void EndElement(XmlName name)
    {
        if (--_depth == 0)
        {
            _canonicalizer.Flush();
            _octets.IsTail = true;
        }

        _canonicalizer.EndElement(name);
    }

    public override void Text(ReadOnlySpan<byte> utf8) => _canonicalizer.Text(utf8);

    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data) => _canonicalizer.ProcessingInstruction(target, data);

    public override void EndDocument() => _canonicalizer.EndDocument();

    public void Dispose() => _octets.Dispose();

    internal byte[] Digest() => _octets.Hash.Finish();

    private sealed class CanonicalOctets : Stream
    {
        internal HashStream Hash { get; } = new(HashAlgorithmName.SHA256);

        internal ArrayBufferWriter<byte> Ready { get; } = new(64 * 1024);

        internal ArrayBufferWriter<byte> Tail { get; } = new();

        internal bool IsTail { get; set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Hash.Write(buffer);
            (IsTail ? Tail : Ready).Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            Hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
