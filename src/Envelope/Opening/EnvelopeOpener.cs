using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security;
using SdkNode.Security.Signatures;

namespace SdkNode.Envelope.Opening;

/// <summary>Opens envelopes in two passes: rules and signature, then decryption (O2O-1). Memory does not grow with the envelope.</summary>
public static class EnvelopeOpener
{
    /// <summary>
    /// Checks the envelope's rules and then its signature's mathematics (XHE-1 to XHE-10, O2O-3). A signature over exclusive
    /// canonical octets costs a second pass, for which the stream is opened once more.
    /// </summary>
    /// <param name="open">Opens the envelope from its beginning; the stream is disposed after use.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Result<VerifiedEnvelope, EnvelopeFault>> VerifyAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        EnvelopedDigestPlan? otherPlan;
        await using (var envelope = open())
        {
            using var first = new EnvelopeVerification(EnvelopedDigestPlan.Default);
            var verdict = await first.ReadAsync(envelope, cancellationToken);
            if (first.OtherPlan is null)
            {
                return verdict;
            }

            otherPlan = first.OtherPlan;
        }

        await using var again = open();
        using var second = new EnvelopeVerification(otherPlan);
        return await second.ReadAsync(again, cancellationToken);
    }

    /// <summary>The same for a stream that stays open and can seek.</summary>
    /// <param name="envelope">The envelope; read from where it stands.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="NotSupportedException">A second pass is needed and the stream cannot seek.</exception>
    public static async Task<Result<VerifiedEnvelope, EnvelopeFault>> VerifyAsync(Stream envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var start = envelope.CanSeek ? envelope.Position : 0;
        using var first = new EnvelopeVerification(EnvelopedDigestPlan.Default);
        var verdict = await first.ReadAsync(envelope, cancellationToken);
        if (first.OtherPlan is null)
        {
            return verdict;
        }

        envelope.Seek(start, SeekOrigin.Begin);
        using var second = new EnvelopeVerification(first.OtherPlan);
        return await second.ReadAsync(envelope, cancellationToken);
    }

    /// <summary>
    /// Takes the payload out of a verified envelope. XML comes as one element in canonical octets that stand alone; anything else as the
    /// octets that its Base64 text means.
    /// </summary>
    /// <param name="envelope">The envelope, whose signer the caller has found to be right (O2O-4).</param>
    /// <param name="again">The same octets once more.</param>
    /// <param name="keyFor">The private key of a certificate of ours; null when it is none (O2O-2). Asked only for what is encrypted, and never before the structure is right.</param>
    /// <param name="output">Takes the payload; stays open. Nothing in it counts unless the result is good.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Result<OpenedPayload, EnvelopeFault>> DecryptAsync(
        VerifiedEnvelope envelope,
        Stream again,
        Func<X509Certificate2, RSA?> keyFor,
        Stream output,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(again);
        ArgumentNullException.ThrowIfNull(keyFor);
        ArgumentNullException.ThrowIfNull(output);
        using var extraction = new PayloadExtraction(envelope, keyFor);
        return await extraction.RunAsync(again, output, cancellationToken);
    }
}
