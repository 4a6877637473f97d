using System.Buffers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Schemas;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.SdkMessages;

/// <summary>
/// Opens the stream that a file's decoded content is written to; the reader disposes it at the content's end. What was
/// written counts only when the message is accepted.
/// </summary>
public delegate ValueTask<Stream> FileOpener(MessageFile file, CancellationToken cancellationToken);

/// <summary>
/// Reads SDK messages in one pass: schema and content rules, in this order of stages (RCPT-4). Files never lie in memory.
/// </summary>
public static class SdkMessageReader
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads a message.</summary>
    /// <param name="payload">The decrypted XML.</param>
    /// <param name="limits">How large it may be (MSG-13).</param>
    /// <param name="openFile">Takes the files' content; null when it is only checked.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<MessageReading> ReadAsync(Stream payload, MessageLimits limits, FileOpener? openFile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(limits);
        var schema = new SchemaSink(OwnSchemas.SdkMessage, SdkMessage.RootName);
        var skeleton = new MessageSkeleton(limits.MaxTextBytes);
        var tokenizer = new XmlTokenizer(MessageLimits.Xml, new TeeSink(schema, skeleton));
        await using var files = new FileDelivery(openFile);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int count;
            while ((count = await payload.ReadAsync(chunk.AsMemory(0, ChunkBytes), cancellationToken)) > 0)
            {
                if (tokenizer.BytesRead + count > limits.MaxBytes)
                {
                    return TooLarge(tokenizer, $"the message is larger than {limits.MaxBytes} bytes");
                }

                tokenizer.Write(chunk.AsSpan(0, count));
                if (skeleton.IsTooLarge)
                {
                    return TooLarge(tokenizer, $"the message holds more than {limits.MaxTextBytes} bytes of text outside its files");
                }

                await files.DrainAsync(skeleton, isWanted: schema.Faults.Count == 0, cancellationToken);
            }

            tokenizer.Complete();
        }
        catch (XmlRejectedException refused) when (refused.Fault.Kind == XmlFaultKind.LimitExceeded)
        {
            return TooLarge(tokenizer, "the message holds more or larger elements than a message may");
        }
        catch (XmlRejectedException refused)
        {
            return new MessageReading { Malformed = refused.Fault, Length = tokenizer.BytesRead };
        }
        finally
        {
            // The chunk held content.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }

        return Judge(schema, skeleton) with { Length = tokenizer.BytesRead };
    }

    private static MessageReading Judge(SchemaSink schema, MessageSkeleton skeleton)
    {
        if (schema.Faults.Count > 0)
        {
            return new MessageReading { Lines = [.. schema.Faults.Select(fault => ReceiptLine.At(LineCode.Schema, ReasonCode.Structure, fault.Text, fault.Path))] };
        }

        var root = skeleton.Root;
        var breaches = new ContentRules(root, skeleton.Contents).Check();
        return breaches.Count > 0
            ? new MessageReading { Lines = breaches }
            : new MessageReading { Message = new MessageMapping(skeleton.Contents).Map(root) };
    }

    private static MessageReading TooLarge(XmlTokenizer tokenizer, string text) => new()
    {
        Lines = [ReceiptLine.At(LineCode.Business, ReasonCode.TooLong, text, "/" + SdkMessage.RootName.LocalName)],
        Length = tokenizer.BytesRead,
    };
}
