using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Content;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>The second pass over an envelope: takes the payload out, deciphers it where it is encrypted.</summary>
internal sealed class PayloadExtraction(VerifiedEnvelope envelope, Func<X509Certificate2, RSA?> keyFor) : IDisposable
{
    private const int PayloadContentDepth = 4;

    private readonly PendingStream _pending = new();
    private readonly EqName? _root = MediaTypes.IsXml(envelope.Header.ContentType) && EqName.TryParse(envelope.Header.PayloadTypeCode, out var root) ? root : null;
    private IDisposable? _taker;

    /// <summary>Writes the payload.</summary>
    public async Task<Result<OpenedPayload, EnvelopeFault>> RunAsync(Stream again, Stream output, CancellationToken cancellationToken)
    {
        var sink = new ContentSink(PayloadContentDepth, "PayloadContent", Taker);
        try
        {
            var digest = await EnvelopeReading.ReadAsync(again, sink, () => _pending.DrainToAsync(output, cancellationToken), cancellationToken);
            if (!envelope.Sha256.Span.SequenceEqual(digest))
            {
                // O2O-1: nothing counts that was not verified.
                return EnvelopeFault.NoReceipt(envelope.Header, new RuleFault("O2O-1", "the envelope is not the one that was verified: its octets have changed since"));
            }
        }
        catch (PayloadRefusedException refused) when (refused.Fault.RuleId == "O2O-2")
        {
            return EnvelopeFault.NoReceipt(envelope.Header, refused.Fault);
        }
        catch (Exception fault) when (fault is UndecryptableException or InvalidBase64Exception or XmlRejectedException or PayloadRefusedException)
        {
            return Unopened();
        }

        return new OpenedPayload(envelope, _pending.Written, _root?.ToString());
    }

    public void Dispose() => _taker?.Dispose();

    // O2O-2.7, RCPT-5: key, padding, tag, Base64, XML and root are one and the same fault, in our own log too.
    private EnvelopeFault Unopened() => EnvelopeFault.NoReceipt(envelope.Header, envelope.Header.Encrypted
        ? new RuleFault("RCPT-5", "the payload cannot be decrypted, or is not what the envelope says when it is")
        : new RuleFault("RCPT-5", "the payload is not what the envelope says"));

    private IXmlTokenSink Taker(IReadOnlyList<XmlNamespaceDeclaration> context)
    {
        if (!envelope.Header.Encrypted && _root is not null)
        {
            return PayloadElement.SinkTo(_pending, _root, context);
        }

        PlaintextTarget target = _root is null ? new Base64Plaintext(_pending) : new XmlPlaintext(_root, context, _pending);
        if (!envelope.Header.Encrypted)
        {
            _taker = target;
            return new PlaintextTextSink(target);
        }

        var encrypted = new EncryptedDataSink(EncryptedPayloadType.Of(envelope.Header), new PayloadKey(keyFor), target);
        _taker = encrypted;
        return encrypted;
    }
}
