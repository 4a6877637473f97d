using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>One pass over an envelope: its rules and its signature from the same tokens.</summary>
internal sealed class EnvelopeVerification : IDisposable
{
    private readonly XheReaderSink _rules = new();
    private readonly EnvelopedSignatureSink _signature;

    public EnvelopeVerification(EnvelopedDigestPlan plan) => _signature = new EnvelopedSignatureSink(plan);

    /// <summary>The way of digesting that the signature names, when it is another than this pass took.</summary>
    public EnvelopedDigestPlan? OtherPlan { get; private set; }

    /// <summary>Reads the envelope and judges it: rules first, then signature, then what the transport model demands.</summary>
    public async Task<Result<VerifiedEnvelope, EnvelopeFault>> ReadAsync(Stream envelope, CancellationToken cancellationToken)
    {
        byte[] digest;
        try
        {
            digest = await EnvelopeReading.ReadAsync(envelope, new TeeSink(_rules, _signature), () => ValueTask.CompletedTask, cancellationToken);
        }
        catch (XmlRejectedException refused)
        {
            return EnvelopeFault.NotCompliant([new RuleFault("XHE-9", $"no XML that can be read: {refused.Fault.Detail}")]);
        }

        if (_rules.Header is not { } header)
        {
            return EnvelopeFault.NotCompliant(_rules.Faults);
        }

        // XHE-10.1: the rules have seen that nothing is signed or encrypted here.
        return header.DocumentType.TransportModel == TransportModel.Base ? new VerifiedEnvelope(header, null, digest) : JudgeProtection(header, digest);
    }

    public void Dispose() => _signature.Dispose();

    private Result<VerifiedEnvelope, EnvelopeFault> JudgeProtection(XheHeader header, byte[] digest)
    {
        if (!_signature.Verify(SignaturePolicy.Envelope).TryGet(out var signature, out var fault))
        {
            OtherPlan = fault.Kind == SignatureFaultKind.OtherDigestPlan ? _signature.NamedPlan : null;
            return Refuse(header, new RuleFault("O2O-3", fault.Detail), "The signature of the envelope is missing or not valid.");
        }

        if (header.DocumentType.IsMessageReceipt)
        {
            // XHE-10.3.
            return header.Encrypted
                ? EnvelopeFault.NoReceipt(header, new RuleFault("XHE-10", "a message receipt is not encrypted"))
                : new VerifiedEnvelope(header, signature.Signer, digest);
        }

        // XHE-10.2, RCPT-4.14: told only to a peer whose signature is right.
        return header.Encrypted
            ? new VerifiedEnvelope(header, signature.Signer, digest)
            : Refuse(header, new RuleFault("XHE-10", $"under {header.DocumentType.TransportModel.ToName()} a message is encrypted"), "The payload is not encrypted as the transport model requires.");
    }

    // RCPT-2: a receipt is never answered, so a bad one is not rejected to anybody.
    private static EnvelopeFault Refuse(XheHeader header, RuleFault rule, string text) =>
        header.DocumentType.IsMessageReceipt ? EnvelopeFault.NoReceipt(header, rule) : EnvelopeFault.Reject(header, rule, text);
}
