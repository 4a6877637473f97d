using System.Buffers;
using System.Security.Cryptography;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>Gives an envelope's octets to a sink as tokens and digests them.</summary>
internal static class EnvelopeReading
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="sink">Takes the tokens.</param>
    /// <param name="afterChunk">Called after every piece, to pass on what the sink has made of it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The SHA-256 of the octets.</returns>
    /// <exception cref="XmlRejectedException">It is not well-formed.</exception>
    public static async Task<byte[]> ReadAsync(Stream envelope, IXmlTokenSink sink, Func<ValueTask> afterChunk, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, sink);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int length; (length = await envelope.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken)) > 0;)
            {
                hash.AppendData(buffer, 0, length);
                tokenizer.Write(buffer.AsSpan(0, length));
                await afterChunk();
            }

            tokenizer.Complete();
            await afterChunk();
            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
