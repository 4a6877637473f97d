using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.As4.Receiving;
using SdkNode.As4.WsSecurity;

namespace SdkNode.As4.Inspecting;

/// <summary>Opens the attachments of an inspected message, as far as keys are given.</summary>
internal sealed class AttachmentInspection(As4InspectOptions options, CheckList checks, HeaderSignature? signature, TokenResolver tokens)
{
    /// <summary>Reads the attachments to the end of the body.</summary>
    public async Task RunAsync(SoapCarrier carrier, SecurityHeader security, As4UserMessage message, CancellationToken cancellationToken)
    {
        if (!EncryptedAttachments.Read(security, message.Parts).TryGet(out var encrypted, out var fault))
        {
            checks.Fail("encryption", fault);
            return;
        }

        checks.Pass("encryption", "AS4-SEC-2", string.Join(", ", encrypted.Values.Select(one => $"cid:{one.ContentId} {one.Cipher}, {one.Key.Transport.Algorithm}")));
        if (signature is null || options.Keys.Count == 0)
        {
            checks.Skip("decryption", "AS4-SEC-2", signature is null ? "no verified signature" : "no key given");
            await SkipAsync(carrier, cancellationToken);
            return;
        }

        if (!AttachmentKeys.Unwrap(encrypted.Values, tokens, options.Keys).TryGet(out var keys, out fault))
        {
            checks.Fail("decryption", fault);
            return;
        }

        using (keys)
        {
            await ReadAsync(carrier, message, encrypted, keys, cancellationToken);
        }
    }

    private async Task ReadAsync(
        SoapCarrier carrier, As4UserMessage message, Dictionary<string, EncryptedAttachment> encrypted, AttachmentKeys keys, CancellationToken cancellationToken)
    {
        var left = message.Parts.ToDictionary(part => part.ContentId, StringComparer.Ordinal);
        var reader = new AttachmentReader(options.Limits);
        try
        {
            while (await carrier.NextAttachmentAsync(cancellationToken) is { } part)
            {
                if (part.ContentId is not { } id || !left.Remove(id, out var info) || !signature!.Attachments.TryGetValue(id, out var reference))
                {
                    checks.Fail("attachment", new As4Fault(As4ErrorCode.MimeInconsistency, "AS4-2", "A MIME part is named by no PartInfo, comes twice or is not signed."));
                    continue;
                }

                var index = message.Parts.Select((one, number) => (one, number)).First(pair => pair.one == info).number;
                await using var content = part.DecodedContent();
                await using var output = options.PayloadOutput?.Invoke(index) ?? Stream.Null;
                var fault = await reader.ReadAsync(content, new ExpectedAttachment(info, encrypted[id], keys.For(encrypted[id]), reference), output, cancellationToken);
                checks.Add("attachment", "AS4-SEC-2", fault, $"cid:{id} decrypts, its digest is the signed one{(info.IsCompressed ? ", and it decompresses" : "")}");
            }

            if (left.Count > 0)
            {
                checks.Fail("attachment", new As4Fault(As4ErrorCode.MimeInconsistency, "AS4-5", "A part that PayloadInfo names is missing."));
            }
        }
        catch (MimeException fault)
        {
            checks.Fail("attachment", CarrierFaults.ToFault(fault, messageIsKnown: true));
        }
    }

    private async Task SkipAsync(SoapCarrier carrier, CancellationToken cancellationToken)
    {
        try
        {
            while (await carrier.NextAttachmentAsync(cancellationToken) is not null)
            {
            }
        }
        catch (MimeException fault)
        {
            checks.Fail("attachment", CarrierFaults.ToFault(fault, messageIsKnown: true));
        }
    }
}
