using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Opening;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Partners;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Trust;
using SdkNode.Routing;
using SdkNode.Security;

namespace SdkNode.Node.Inbound;

/// <summary>
/// The way in, C3 to C4 (DESIGN 2 In 4): verify the envelope's signature, then who made it, only then decrypt; validate,
/// deliver, and queue the message receipt in the same transaction.
/// </summary>
internal sealed class OpeningFlow(MessageStore store, ContentStore content, SettingsGap gap, OpeningRecorder recorder, PayloadJudge judge, DirectoryWatch directories) : IWorkFlow
{
    /// <inheritdoc />
    public async Task RunAsync(WorkRow work, CancellationToken cancellationToken)
    {
        FaultPoint.Reach("open: claimed");

        // 1. The message and its environment.
        var message = await store.FindAsync(work.MessageId, cancellationToken);
        if (message is null || message.Status.IsFinal())
        {
            await store.EndStepAsync(work, static (_, _) => { }, again: null, cancellationToken);
            return;
        }

        if (await gap.FindToOpenAsync(work, message, cancellationToken) is not { } environment)
        {
            return;
        }

        var participant = environment.Setup.FindParticipant(ParticipantIdentifier.Parse(message.Participant).Value!)!;

        // The first message under an id is the one that counts: what came later under the same id is judged after it (RCPT-4).
        if (message.Copy > 0 && await store.WaitsUnopenedAsync(message, cancellationToken))
        {
            await recorder.LaterAsync(work, "The message that came first under the same id is not opened yet.", cancellationToken);
            return;
        }

        // 2. The signature first: if it does not verify, no decryption is attempted (O2O-1).
        var verified = await VerifyAsync(message, cancellationToken);
        if (!verified.TryGet(out var envelope, out var fault))
        {
            await recorder.RefusedAsync(work, message, fault, cancellationToken);
            return;
        }

        // 3. May this signer sign for the sender? Only a definite answer rejects; an outage waits (O2O-4).
        if (envelope.Signer is { } signer && await ApproveAsync(message, signer, environment, cancellationToken) is { } doubt)
        {
            await recorder.SignerAsync(work, message, doubt, environment.Setup.Options.UnregisteredSender, cancellationToken);
            await directories.MetAsync(message.Environment, doubt, cancellationToken);
            return;
        }

        // 4. Decrypt with the key that the envelope names (O2O-2).
        await using var payload = content.Create();
        var opened = await DecryptAsync(message, envelope, participant, payload, cancellationToken);
        if (opened is { } undecryptable)
        {
            await recorder.RefusedAsync(work, message, undecryptable, cancellationToken);
            return;
        }

        // 5. Judge what it holds (RCPT-4).
        var verdict = await judge.JudgeAsync(message, envelope.Header, payload.Id, participant, environment.Setup, cancellationToken);
        FaultPoint.Reach("open: judged");

        // 6. Deliver and answer, in one transaction.
        await content.KeepIfAsync(payload.Id, () => recorder.JudgedAsync(work, message, verdict, new StoredPayload(payload.Id, payload.Length), cancellationToken));
        FaultPoint.Reach("open: recorded");
    }

    // Given a way to open it rather than a stream: a signature over exclusive C14N is read twice.
    private async Task<Result<VerifiedEnvelope, EnvelopeFault>> VerifyAsync(MessageRow message, CancellationToken cancellationToken)
    {
        var verified = await EnvelopeOpener.VerifyAsync(() => content.OpenRead(message.Sealed!.Value), cancellationToken);
        FaultPoint.Reach("open: verified");
        return verified;
    }

    private async Task<EnvelopeFault?> DecryptAsync(MessageRow message, VerifiedEnvelope verified, ParticipantSetup participant, ContentWriter output, CancellationToken cancellationToken)
    {
        await using var envelope = content.OpenRead(message.Sealed!.Value);
        var opened = await EnvelopeOpener.DecryptAsync(verified, envelope, KeyFor, output, cancellationToken);
        if (opened.IsOk)
        {
            await output.CompleteAsync(cancellationToken);
            FaultPoint.Reach("open: decrypted content stored");
        }

        return opened.Fault;

        RSA? KeyFor(X509Certificate2 certificate) =>
            participant.Keys.Decryption.FirstOrDefault(key => key.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))?.PrivateKey;
    }

    // DIR-5: published under the receipt's type; the signer of a receipt under the receipt's type, else the answered message's.
    private static async Task<RoutingFault?> ApproveAsync(MessageRow message, X509Certificate2 signer, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var type = DocumentTypeIdentifier.Parse(message.DocumentType).Value!;
        List<DocumentTypeIdentifier> types = [type.ReceiptType];
        if (message.Kind == MessageKind.MessageReceipt)
        {
            types.AddRange(environment.Setup.DocumentTypes.All.Where(known => known.BaseCode != DocumentTypeIdentifier.MessageReceiptBaseCode)
                .Select(known => type with { BaseCode = known.BaseCode }));
        }

        var approved = await environment.Directory.ApproveSignerAsync(ParticipantIdentifier.Parse(message.From).Value!, types, signer, cancellationToken);
        FaultPoint.Reach("open: signer approved");
        if (approved.IsOk)
        {
            environment.Met.Met(TrustPurpose.O2O, message.From, signer);
        }

        return approved.Fault;
    }
}
