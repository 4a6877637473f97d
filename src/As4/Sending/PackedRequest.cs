using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Encryption;
using SdkNode.Security.Signatures;

namespace SdkNode.As4.Sending;

/// <summary>A transmission packed for one try: message, ids and payload octets as always, key, IVs and signature fresh (AS4-7).</summary>
internal sealed class PackedRequest : IDisposable
{
    private readonly ContentKey? _key;

    private PackedRequest(RequestContent content, SignedReferences references, ContentKey? key) =>
        (Content, References, _key) = (content, references, key);

    /// <summary>The HTTP body.</summary>
    public RequestContent Content { get; }

    /// <summary>What this try signs.</summary>
    public SignedReferences References { get; }

    /// <summary>Packs: sign Messaging, Body and every attachment, then encrypt the attachments (AS4-SEC-1, AS4-SEC-2).</summary>
    /// <exception cref="ArgumentException">The message's parts are not the payloads.</exception>
    public static PackedRequest Pack(As4Transmission transmission, TimeProvider clock)
    {
        var (message, payloads, options) = (transmission.Message, transmission.Payloads, transmission.Options);
        if (!message.Parts.Select(part => part.ContentId).SequenceEqual(payloads.Select(payload => payload.ContentId)))
        {
            throw new ArgumentException("The message's parts are not those of the payloads.", nameof(transmission));
        }

        if (!options.Cipher.IsAuthenticated())
        {
            throw new ArgumentException("Attachments are encrypted with AES-GCM only (AS4-SEC-2).", nameof(transmission));
        }

        var key = payloads.Count == 0 ? null : ContentKey.Generate(options.Cipher);
        var now = clock.GetUtcNow();
        var ids = ElementIds.For(message.MessageId);
        var envelope = new EnvelopeWriter(transmission.Signing)
        {
            Attachments = [.. payloads.Select(payload => SignatureReference.ToAttachment(payload.ContentId, payload.Sha256))],
            Encryption = key is null ? [] : AttachmentEncryption.Write(key, transmission.Receiver, [.. payloads.Select(Label)], Guid.NewGuid().ToString("N")),
            Timestamp = options.SendTimestamp ? (now, now + options.TimestampLifetime) : null,
        }.Write(MessagingWriter.Write(message, ids.Messaging), ids.Messaging, ids.Body);
        return new PackedRequest(new RequestContent(envelope.Soap, payloads, key), envelope.References, key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        _key?.Dispose();
    }

    // An uncompressed part is called octets, not XML: else the peer would have to canonicalise it before digesting (AS4-SEC-1).
    private static AttachmentLabel Label(As4Payload payload) =>
        new(payload.ContentId, payload.Compressed ? As4Names.Gzip : As4Names.OctetStream);
}
