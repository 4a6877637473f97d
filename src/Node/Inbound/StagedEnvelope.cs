using SdkNode.Envelope.Xhe;
using SdkNode.Node.Store.Content;
using SdkNode.Security.Xml;

namespace SdkNode.Node.Inbound;

/// <summary>
/// Where the AS4 receiver writes an envelope's octets: into encrypted staging and, the same octets at the same time, through
/// the reader that checks the envelope's rules (DESIGN 2 In 2). Nothing in it is authentic before the receiver says so.
/// </summary>
internal sealed class StagedEnvelope(ContentWriter content) : Stream
{
    private readonly XheReaderSink _envelope = new();
    private XmlTokenizer? _tokenizer;
    private XmlFault? _malformed;

    /// <summary>The content's id.</summary>
    public Guid Id => content.Id;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => content.Length;

    /// <inheritdoc />
    public override long Position { get => content.Length; set => throw new NotSupportedException(); }

    /// <summary>After the last octet: what the envelope says, or null and which rules it breaks.</summary>
    public (XheHeader? Header, string Faults) Read()
    {
        Push(default, complete: true);
        return _malformed is { } fault
            ? (null, $"the XML is refused at octet {fault.Offset}: {fault.Detail}")
            : (_envelope.Header, string.Join("; ", _envelope.Faults));
    }

    /// <summary>Makes the staged octets durable.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => content.CompleteAsync(cancellationToken);

    /// <summary>Deletes what was staged, unless it has been completed.</summary>
    public void Discard() => content.Dispose();

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Push(buffer.Span);
        await content.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Push(buffer);
        content.Write(buffer);
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
        // The receiver flushes and disposes when it has written all; the octets are completed at the commit.
    }

    // A malformed envelope is still received to its end: whether the peer signed these octets is asked first.
    private void Push(ReadOnlySpan<byte> octets, bool complete = false)
    {
        if (_malformed is not null)
        {
            return;
        }

        try
        {
            _tokenizer ??= new XmlTokenizer(XmlLimits.Envelope, _envelope);
            _tokenizer.Write(octets);
            if (complete)
            {
                _tokenizer.Complete();
            }
        }
        catch (XmlRejectedException e)
        {
            _malformed = e.Fault;
        }
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();
}
