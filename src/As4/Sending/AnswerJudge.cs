using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.As4.Receipts;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Sending;

/// <summary>Decides what an answer means: a receipt that holds, an error, or neither (AS4-4, AS4-5, AS4-7).</summary>
internal sealed class AnswerJudge(As4Transmission transmission, SignedReferences references)
{
    private static readonly MimeLimits Limits = new(MaxParts: 4, MaxHeaderBytes: 16 * 1024, MaxHeaders: 32);

    /// <summary>Judges an answer.</summary>
    public async ValueTask<As4SendOutcome> JudgeAsync(HttpAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsCut)
        {
            return Fail(As4SendFailure.NotAs4, $"HTTP {answer.Status} with more than {transmission.Options.MaxAnswerBytes} bytes: no AS4 answer is so long.", answer);
        }

        var (soap, remark) = await ReadSoapAsync(answer, cancellationToken);
        if (soap is null)
        {
            return WithoutSoap(answer, remark);
        }

        if (!SignalReader.Read(soap.Messaging).TryGet(out var signal, out var fault))
        {
            return Fail(As4SendFailure.NotAs4, $"HTTP {answer.Status} with SOAP that is no signal. {fault.Text}", answer);
        }

        var (signature, unsigned, byAnother) = VerifySignature(soap);
        return Judge(answer, signal, signature, unsigned) with { SignedByAnother = byAnother };
    }

    private As4SendOutcome Judge(HttpAnswer answer, As4Signal signal, HeaderSignature? signature, string? unsigned)
    {
        var failure = signal.Errors.FirstOrDefault(error => error.IsFailure);
        if ((failure ?? (signal.Receipt is null && signal.Errors.Count > 0 ? signal.Errors[0] : null)) is { } error)
        {
            return JudgeError(signal, error, unsigned);
        }

        return signal.Receipt is null
            ? Fail(As4SendFailure.MissingReceipt, "The signal holds neither receipt nor error.", answer)
            : JudgeReceipt(signal, signature, unsigned, answer);
    }

    private As4PeerError JudgeError(As4Signal signal, As4Error error, string? unsigned)
    {
        // Only about our message: a signed error about another one may be a replay.
        var about = new[] { error.RefToMessageInError, signal.RefToMessageId }.OfType<string>().ToList();
        var remark = unsigned ?? (about.Count > 0 && about.All(id => id == transmission.Message.MessageId) ? null : "the error is not about our MessageId");
        return new As4PeerError(error, remark is null) { All = signal.Errors, SignatureRemark = remark, References = references, RequestFullySent = true };
    }

    private As4SendOutcome JudgeReceipt(As4Signal signal, HeaderSignature? signature, string? unsigned, HttpAnswer answer)
    {
        if (signature is null)
        {
            return Fail(As4SendFailure.InvalidReceipt, $"The receipt is not validly signed: {unsigned}.", answer);
        }

        if (signal.RefToMessageId != transmission.Message.MessageId)
        {
            return Fail(As4SendFailure.InvalidReceipt, "The receipt is for another message.", answer);
        }

        if (!NonRepudiation.Read(signal.Receipt!).TryGet(out var acknowledged, out var fault))
        {
            return Fail(As4SendFailure.InvalidReceipt, fault.Text, answer);
        }

        if (!transmission.EarlierTries.Append(references).Contains(acknowledged))
        {
            return Fail(As4SendFailure.InvalidReceipt, "The receipt acknowledges other content than was sent: its references differ from ours.", answer);
        }

        var receipt = new As4Receipt
        {
            MessageId = signal.MessageId,
            Timestamp = signal.Timestamp,
            RefToMessageId = signal.RefToMessageId,
            References = acknowledged,
        };
        return new As4Acknowledged(receipt, signature.Signer, signature.Value) { References = references, RequestFullySent = true };
    }

    // AS4-4: signed, by the very certificate that the metadata gives for the receiver.
    private (HeaderSignature? Signature, string? Remark, bool ByAnother) VerifySignature(SoapMessage soap)
    {
        if (!SecurityHeader.Read(soap).TryGet(out var header, out var fault)
            || !HeaderSignature.Verify(soap, header, [transmission.Receiver]).TryGet(out var signature, out fault))
        {
            return (null, fault.Text, false);
        }

        if (signature.Attachments.Count > 0)
        {
            return (null, "it refers to attachments that a signal does not have", false);
        }

        return signature.Signer.RawDataMemory.Span.SequenceEqual(transmission.Receiver.RawDataMemory.Span)
            ? (signature, null, false)
            : (null, $"it is signed with another certificate than the receiver's: {CertificateNames.Describe(signature.Signer)}", true);
    }

    private static async ValueTask<(SoapMessage? Soap, string Remark)> ReadSoapAsync(HttpAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Body.IsEmpty)
        {
            return (null, "an empty body");
        }

        try
        {
            using var body = new MemoryStream(answer.Body.ToArray(), writable: false);
            if (!SoapCarrier.Open(answer.ContentType, body, Limits).TryGet(out var carrier, out _))
            {
                return (null, $"{answer.Body.Length} bytes of {answer.ContentType ?? "no stated type"}");
            }

            using (carrier)
            {
                return (await carrier.ReadSoapAsync(answer.Body.Length, cancellationToken)).TryGet(out var octets, out var fault)
                    && SoapMessage.Read(octets).TryGet(out var soap, out fault)
                    ? (soap, "")
                    : (null, fault.Text);
            }
        }
        catch (MimeException fault)
        {
            return (null, fault.Message);
        }
    }

    private As4Failed WithoutSoap(HttpAnswer answer, string remark)
    {
        var (failure, meaning) = answer.Status switch
        {
            413 => (As4SendFailure.TooLarge, "the peer finds the message too large"),
            429 or 503 => (As4SendFailure.Busy, "the peer cannot take it now"),
            >= 200 and < 300 when answer.Body.IsEmpty => (As4SendFailure.MissingReceipt, "no receipt"),
            _ => (As4SendFailure.NotAs4, "no AS4 answer"),
        };
        return Fail(failure, $"HTTP {answer.Status}, {meaning}: {remark}.", answer);
    }

    private As4Failed Fail(As4SendFailure failure, string reason, HttpAnswer answer) =>
        new(failure, reason) { References = references, RequestFullySent = true, RetryAfter = answer.RetryAfter };
}
