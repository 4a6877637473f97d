using System.Buffers;
using SdkNode.Envelope.Content;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Sealing;

/// <summary>Brings a payload into the form that its envelope holds, piece by piece.</summary>
internal static class PayloadWriter
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Writes the payload in clear: an element of its own namespaces, or Base64 text (XHE-7).</summary>
    /// <exception cref="XmlRejectedException">XML that is none.</exception>
    /// <exception cref="PayloadRefusedException">Another root than the header says, or nothing at all.</exception>
    public static async Task WriteAsync(XheHeader header, Stream payload, Stream output, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsXml(header.ContentType) && EqName.TryParse(header.PayloadTypeCode, out var root))
        {
            await WriteElementAsync(root, payload, output, cancellationToken);
        }
        else
        {
            await WriteTextAsync(payload, output, cancellationToken);
        }
    }

    /// <summary>Writes the Base64 text of the encrypted payload; the plaintext is what <see cref="WriteAsync"/> writes.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public static async Task WriteEncryptedAsync(XheHeader header, Stream payload, ContentKey key, Stream output, CancellationToken cancellationToken)
    {
        await using var text = Base64Streams.EncodeTo(output, leaveOpen: true);
        await using var cipher = ContentCryptography.EncryptTo(text, key, leaveOpen: true);
        await WriteAsync(header, payload, cipher, cancellationToken);
        await cipher.CompleteAsync(cancellationToken);
        await text.CompleteAsync(cancellationToken);
    }

    private static async Task WriteElementAsync(EqName root, Stream payload, Stream output, CancellationToken cancellationToken)
    {
        var pending = new PendingStream();
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, new PayloadRootSink(root, new Canonicalizer(CanonicalizationAlgorithm.InclusiveC14N10, pending)));
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int length; (length = await payload.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken)) > 0;)
            {
                tokenizer.Write(buffer.AsSpan(0, length));
                await pending.DrainToAsync(output, cancellationToken);
            }

            tokenizer.Complete();
            await pending.DrainToAsync(output, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task WriteTextAsync(Stream payload, Stream output, CancellationToken cancellationToken)
    {
        var counted = new CountingStream(output);
        await using var text = Base64Streams.EncodeTo(counted, leaveOpen: true);
        await payload.CopyToAsync(text, ChunkBytes, cancellationToken);
        await text.CompleteAsync(cancellationToken);
        if (counted.Written == 0)
        {
            throw new PayloadRefusedException(new RuleFault("XHE-9", "the payload is empty"));
        }
    }
}
