using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SdkNode.Security.Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>
/// A write-only stream that signs a document in one pass: takes the UTF-8 bytes of an unsigned document and passes on its canonical
/// form (inclusive C14N 1.0: what is sent is octet for octet what was digested) with the ds:Signature as the root's last child. Memory does not
/// grow with the document.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It signs; that it is a stream is how it is fed.")]
public sealed class EnvelopedSigner : Stream
{
    private readonly Stream _output;
    private readonly KeyPair _key;
    private readonly EnvelopedForm _form;
    private readonly EnvelopedSignerSink _sink = new();
    private readonly XmlTokenizer _tokenizer;
    private bool _completed;

    /// <summary>Signs what is written into <paramref name="output"/>, which stays open.</summary>
    /// <param name="output">Takes the signed document, as UTF-8 with an XML declaration.</param>
    /// <param name="key">The signer's key pair, which stays the caller's.</param>
    /// <param name="limits">The limits of the unsigned document.</param>
    /// <param name="form">The transforms to name.</param>
    public EnvelopedSigner(Stream output, KeyPair key, XmlLimits limits, EnvelopedForm form = EnvelopedForm.WithCanonicalization)
    {
        _output = output ?? throw new ArgumentNullException(nameof(output));
        _key = key ?? throw new ArgumentNullException(nameof(key));
        _form = form;
        _tokenizer = new XmlTokenizer(limits, _sink);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the document: makes the signature, writes it and the root's end tag, and flushes the output.</summary>
    /// <exception cref="XmlRejectedException">What was written is no well-formed document.</exception>
    /// <exception cref="InvalidOperationException">It has a ds:Signature of its own as a child of the root, or has been completed.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        _completed = true;
        _tokenizer.Complete();
        var root = _sink.Root!;
        var signature = XmlSignatureWriter.Sign([Reference(_sink.Digest())], CanonicalizationAlgorithm.InclusiveC14N10, _key, parent: root);
        await _output.WriteAsync(_sink.Ready.WrittenMemory, cancellationToken);
        await _output.WriteAsync(signature, cancellationToken);
        await _output.WriteAsync(_sink.Tail, cancellationToken);
        await _output.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _tokenizer.Write(buffer);
        _output.Write(_sink.Ready.WrittenSpan);
        _sink.Ready.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _tokenizer.Write(buffer.Span);
        await _output.WriteAsync(_sink.Ready.WrittenMemory, cancellationToken);
        _sink.Ready.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
        // The document is not whole before CompleteAsync; there is nothing to gain by flushing parts of it.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sink.Dispose();
        }

        base.Dispose(disposing);
    }

    private SignatureReference Reference(byte[] digest)
    {
        List<ReferenceTransform> transforms = [new(SignatureAlgorithms.EnvelopedSignature)];
        if (_form == EnvelopedForm.WithCanonicalization)
        {
            transforms.Add(new ReferenceTransform(CanonicalizationAlgorithm.InclusiveC14N10.ToUri()));
        }

        return new SignatureReference("", transforms, HashAlgorithmName.SHA256, digest);
    }
}
