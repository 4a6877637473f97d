using SdkNode.Envelope.Content;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;
using SdkNode.Security.Encryption;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Sealing;

/// <summary>Makes envelopes: the payload encrypted first, the whole signed after (O2O-1), in one pass and with memory that does not grow.</summary>
public static class EnvelopeSealer
{
    /// <summary>Writes an envelope around a payload.</summary>
    /// <param name="header">What the envelope says on its outside.</param>
    /// <param name="payload">The payload: an XML document whose root is the header's PayloadTypeCode, or for other types any octets. An XML declaration and all else around the root element falls away; a document type declaration is refused.</param>
    /// <param name="keys">Whose keys and which algorithms. They must be those that the transport model demands (XHE-10).</param>
    /// <param name="output">Takes the envelope; stays open.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The envelope's length; or a fault, and then what was written is to be thrown away.</returns>
    public static async Task<Result<SealedEnvelope, SealingFault>> SealAsync(XheHeader header, Stream payload, SealingKeys keys, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(output);
        if (SealingRules.Explain(header, keys) is { } wrong)
        {
            return new SealingFault(wrong);
        }

        var counted = new CountingStream(output);
        try
        {
            if (keys.Signing is { } signing)
            {
                await using var signer = new EnvelopedSigner(counted, signing, XmlLimits.Envelope);
                await WriteAsync(header, payload, keys, signer, cancellationToken);
                await signer.CompleteAsync(cancellationToken);
            }
            else
            {
                await WriteAsync(header, payload, keys, counted, cancellationToken);
            }
        }
        catch (XmlRejectedException refused)
        {
            return new SealingFault($"the payload is no XML document that can be sent: {refused.Fault.Detail}");
        }
        catch (PayloadRefusedException refused)
        {
            return new SealingFault(refused.Fault.ToString());
        }

        return new SealedEnvelope(counted.Written);
    }

    private static async Task WriteAsync(XheHeader header, Stream payload, SealingKeys keys, Stream output, CancellationToken cancellationToken)
    {
        using var key = keys.EncryptFor is null ? null : ContentKey.Generate(keys.Cipher);
        var (before, after) = XheWriter.Write(header, key is null ? null : writer => EncryptedPayload.WriteStart(writer, header, keys, key));
        await output.WriteAsync(before, cancellationToken);
        if (key is null)
        {
            await PayloadWriter.WriteAsync(header, payload, output, cancellationToken);
        }
        else
        {
            await PayloadWriter.WriteEncryptedAsync(header, payload, key, output, cancellationToken);
        }

        await output.WriteAsync(after, cancellationToken);
    }
}
