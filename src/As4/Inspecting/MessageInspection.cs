using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.As4.Receipts;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Inspecting;

/// <summary>
/// Goes through a message in the receiver's order, but does not stop at the first fault: what can still be checked is checked.
/// </summary>
internal sealed class MessageInspection(As4InspectOptions options, CheckList checks, SoapMessage soap)
{
    private HeaderSignature? _signature;
    private SecurityHeader? _security;
    private TokenResolver? _tokens;

    /// <summary>Inspects a user message or a signal.</summary>
    public async Task<As4Inspection> RunAsync(SoapCarrier carrier, CancellationToken cancellationToken)
    {
        if (SignalReader.IsSignal(soap.Messaging))
        {
            return await InspectSignalAsync(cancellationToken);
        }

        UserMessageReader.Read(soap.Messaging).TryGet(out var message, out var fault);
        checks.Add("header", "AS4-2", fault, $"UserMessage {message?.MessageId} from {message?.From.Id} to {message?.To.Id}");
        VerifySignature();
        if (message is not null && _signature is not null)
        {
            checks.Add("attachments signed", "AS4-SEC-3", AttachmentCoverage.Check(_signature, message.Parts), $"{message.Parts.Count} of {message.Parts.Count}");
            checks.Add("party name", "AS4-SEC-4", SignerTrust.NameFault(_signature.Signer, message.From.Id), $"From/PartyId {message.From.Id} is the signer's CN");
        }

        await CheckTrustAsync(cancellationToken);
        if (message is not null && _security is not null)
        {
            await new AttachmentInspection(options, checks, _signature, _tokens!).RunAsync(carrier, _security, message, cancellationToken);
        }

        return new As4Inspection { Kind = As4Kind.UserMessage, Checks = checks.All, Message = message, Signer = _signature?.Signer };
    }

    private async Task<As4Inspection> InspectSignalAsync(CancellationToken cancellationToken)
    {
        SignalReader.Read(soap.Messaging).TryGet(out var signal, out var fault);
        checks.Add("header", "AS4-4", fault, $"SignalMessage {signal?.MessageId} about {signal?.RefToMessageId ?? "no message"}");
        VerifySignature();
        await CheckTrustAsync(cancellationToken);
        var receipt = signal?.Receipt is null ? null : ReadReceipt(signal);
        foreach (var error in signal?.Errors ?? [])
        {
            checks.Pass("error", "AS4-5", $"{error.Code} {error.ShortDescription} {error.Detail}".Trim());
        }

        return new As4Inspection
        {
            Kind = signal is null ? As4Kind.NotAs4 : signal.Receipt is not null ? As4Kind.Receipt : As4Kind.Error,
            Checks = checks.All,
            Receipt = receipt,
            Errors = signal?.Errors ?? [],
            Signer = _signature?.Signer,
        };
    }

    private As4Receipt? ReadReceipt(As4Signal signal)
    {
        NonRepudiation.Read(signal.Receipt!).TryGet(out var references, out var fault);
        checks.Add("receipt", "AS4-4", fault, $"acknowledges {references?.Count} references of {signal.RefToMessageId}");
        return references is null ? null : new As4Receipt
        {
            MessageId = signal.MessageId,
            Timestamp = signal.Timestamp,
            RefToMessageId = signal.RefToMessageId ?? "",
            References = references,
        };
    }

    private void VerifySignature()
    {
        IReadOnlyList<X509Certificate2> known = [.. options.KnownCertificates, .. options.Keys.Select(key => key.Certificate)];
        if (!SecurityHeader.Read(soap).TryGet(out _security, out var fault))
        {
            checks.Fail("signature", fault);
            return;
        }

        _tokens = new TokenResolver(soap, _security, known);
        HeaderSignature.Verify(soap, _security, known).TryGet(out _signature, out fault);
        checks.Add("signature", "AS4-SEC-1", fault, _signature is null ? "" : $"signed by {CertificateNames.Describe(_signature.Signer)}");
        if (_security.Timestamp is { } timestamp && options.At is { } at)
        {
            checks.Add("timestamp", "AS4-SEC-1", SecurityTimestamp.Check(timestamp, at, TimeSpan.FromMinutes(5)), "the wsu:Timestamp is current");
        }
    }

    private async ValueTask CheckTrustAsync(CancellationToken cancellationToken)
    {
        if (_signature is null || options.Trust is null || options.Certificates is null)
        {
            checks.Skip("trust", "AS4-SEC-4", _signature is null ? "no verified signature" : "no trust anchors given");
            return;
        }

        var verdict = await options.Certificates.VerifyAsync(_signature.Signer, options.Trust, _signature.SentCertificates, cancellationToken);
        if (verdict.IsTrusted)
        {
            checks.Pass("trust", "AS4-SEC-4", $"chains to {CertificateNames.Describe(verdict.Chain[^1])}");
            return;
        }

        checks.Fail("trust", new As4Fault(
            verdict.State is CertificateState.Rejected ? As4ErrorCode.FailedAuthentication : As4ErrorCode.DeliveryFailure,
            "AS4-SEC-4", $"{verdict.Fault?.Kind}: {verdict.Fault?.Detail}"));
    }
}
