using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Sending;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Sealing;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Encryption;

namespace SdkNode.Node.Outbound;

/// <summary>The sealed envelope as it is stored: the octets that AS4 will sign and encrypt, in every try the same (AS4-7).</summary>
internal sealed record SealedContent(Guid Content, long Octets, byte[] Sha256, bool Compressed, long EnvelopeBytes);

/// <summary>Encrypts and signs the payload into an envelope, once (O2O-1). After this the access point's half needs no O2O key.</summary>
internal sealed class SealStep(ContentStore content, TimeProvider clock)
{
    /// <summary>Seals the message's payload for its receiver.</summary>
    public async Task<Result<SealedContent, StepFault>> RunAsync(MessageRow message, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var type = Parse(message.DocumentType);
        var from = Participant(message.From);

        // The flow has made sure that the settings name both.
        var participant = environment.Setup.FindParticipant(from)!;
        var documentType = environment.Setup.DocumentTypes.Find(type.BaseCode)!;
        var encrypted = type.TransportModel == TransportModel.BaseSigEnc && message.Kind == MessageKind.Message;
        X509Certificate2? encryptFor = null;
        if (encrypted)
        {
            var found = await environment.Directory.FindReceiverAsync(Participant(message.To), type, cancellationToken);
            if (!found.TryGet(out var route, out var fault))
            {
                return new StepFault($"The receiver was not found: {fault.Detail}", fault.Retryable, fault.Remedy);
            }

            if (route.Encryption is null)
            {
                return new StepFault($"There is no certificate to encrypt to: {route.EncryptionFault?.Detail}", route.EncryptionFault?.Retryable ?? false, route.EncryptionFault?.Remedy);
            }

            encryptFor = route.Encryption;
        }

        var header = new XheHeader
        {
            Id = MessageId.From(Guid.Parse(message.XheId)),
            CreationDateTime = clock.GetUtcNow(),
            DocumentType = type,
            Federation = environment.Setup.Federation,
            From = from,
            To = Participant(message.To),
            PayloadTypeCode = documentType.TypeCode,
            ContentType = documentType.ContentType,
            HandlingServiceId = message.FunctionalAddress,
            Encrypted = encrypted,
        };
        return await WriteAsync(message, header, Keys(participant, encryptFor, type, environment.Setup.Options.Transport), environment.Setup.Options.Transport, cancellationToken);
    }

    private async Task<Result<SealedContent, StepFault>> WriteAsync(MessageRow message, XheHeader header, SealingKeys keys, TransportOptions transport, CancellationToken cancellationToken)
    {
        await using var stored = content.Create();
        await using var attachment = new As4PayloadWriter(stored, Enum.Parse<As4Compression>(transport.Compression, ignoreCase: true), leaveOpen: true);
        await using (var payload = content.OpenRead(message.Payload!.Value))
        {
            var done = await EnvelopeSealer.SealAsync(header, payload, keys, attachment, cancellationToken);
            if (!done.TryGet(out _, out var fault))
            {
                return new StepFault($"The payload could not be sealed: {fault.Detail}", false);
            }
        }

        await attachment.CompleteAsync(cancellationToken);
        await stored.CompleteAsync(cancellationToken);
        FaultPoint.Reach("send: sealed content stored");
        var ready = attachment.ToPayload(_ => ValueTask.FromResult(content.OpenRead(stored.Id)));
        return new SealedContent(stored.Id, ready.Length, ready.Sha256.ToArray(), ready.Compressed, attachment.ContentLength);
    }

    private static SealingKeys Keys(ParticipantSetup participant, X509Certificate2? encryptFor, DocumentTypeIdentifier type, TransportOptions transport) => new()
    {
        Signing = type.TransportModel == TransportModel.BaseSigEnc ? participant.Keys.Signing : null,
        EncryptFor = encryptFor,
        Cipher = EnvelopeCiphers.Find(transport.EnvelopeCipher)!.Value,
        Transport = EnvelopeCiphers.FindTransport(transport.EnvelopeKeyTransport)!,
    };

    // What stands in a row was parsed when it was made; a row that no longer parses is a fault of the program.
    private static DocumentTypeIdentifier Parse(string text) => DocumentTypeIdentifier.Parse(text).Value ?? throw new InvalidOperationException($"The stored document type {text} does not parse.");

    private static ParticipantIdentifier Participant(string text) => ParticipantIdentifier.Parse(text).Value ?? throw new InvalidOperationException($"The stored participant {text} does not parse.");
}
