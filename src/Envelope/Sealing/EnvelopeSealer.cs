using SdkNode.Envelope.Xhe;
using SdkNode.Security;

namespace SdkNode.Envelope.Sealing;

/// <summary>Makes envelopes: the payload encrypted first, the whole signed after (O2O-1), in one pass and with memory that does not grow.</summary>
public static class EnvelopeSealer
{
    /// <summary>Writes an envelope around a payload.</summary>
    /// <param name="header">What the envelope says on its outside.</param>
    /// <param name="payload">The payload: an XML document whose root is the header's PayloadTypeCode, or for other types any octets.</param>
    /// <param name="keys">Whose keys and which algorithms.</param>
    /// <param name="output">Takes the envelope; stays open.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task<Result<SealedEnvelope, SealingFault>> SealAsync(XheHeader header, Stream payload, SealingKeys keys, Stream output, CancellationToken cancellationToken) => throw new NotImplementedException();
}
