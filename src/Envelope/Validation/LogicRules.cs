using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Envelope.Validation;

/// <summary>The logical rules of a message whose structure and content rules are kept (RCPT-4).</summary>
internal sealed class LogicRules(SdkMessage message, MessageContext context)
{
    private const string Header = "/messagePayload/message/messageHeader";
    private const string RecipientId = Header + "/recipient/recipientID/extension";
    private const string RecipientAddress = Header + "/recipient/attention/subOrganization/organizationId/extension";
    private const string SenderId = Header + "/sender/senderID/extension";

    private readonly List<ReceiptLine> _lines = [];

    /// <summary>A line for every breach.</summary>
    public async ValueTask<IReadOnlyList<ReceiptLine>> CheckAsync(CancellationToken cancellationToken)
    {
        Parties();
        Envelope();
        if (context.IsOutgoing)
        {
            Outgoing();
        }

        Files();
        await RecordsAsync(cancellationToken);
        return _lines;
    }

    private void Parties()
    {
        // RCPT-4: a sender id that is none is an invariant; one that is another's is security, below.
        if (!ParticipantIdentifier.Parse(message.Sender.Id.Extension).IsOk)
        {
            Add(ReasonCode.Invariant, "the extension of senderID is not a participant identifier", SenderId);
        }

        if (!ParticipantIdentifier.Parse(message.Recipient.Id.Extension).IsOk)
        {
            Add(ReasonCode.Invariant, "the extension of recipientID is not a participant identifier", RecipientId);
        }
    }

    private void Envelope()
    {
        if (context.Envelope is not { } envelope)
        {
            return;
        }

        if (message.MessageId != envelope.Id)
        {
            Add(ReasonCode.Invariant, "messageId is not the envelope's id", Header + "/messageId");
        }

        if (Differs(message.Recipient.Id, envelope.To))
        {
            Add(ReasonCode.Security, "recipientID is not the envelope's ToParty", RecipientId);
        }

        if (Differs(message.Sender.Id, envelope.From))
        {
            Add(ReasonCode.Security, "senderID is not the envelope's FromParty", SenderId);
        }

        if (message.Recipient.Attention?.SubOrganization.Extension != envelope.HandlingServiceId)
        {
            Add(ReasonCode.Security, "the recipient's functional address is not the envelope's HandlingServiceID", RecipientAddress);
        }
    }

    private void Outgoing()
    {
        // MSG-5: the schema lets them be absent, the specification asks for them of who sends.
        if (message.Label is null)
        {
            Add(ReasonCode.Invariant, "label is required when sending", Header + "/label");
        }

        if (message.Sender.Attention is null)
        {
            Add(ReasonCode.Invariant, "sender/attention with the sender's functional address is required when sending", Header + "/sender/attention");
        }
    }

    private void Files()
    {
        for (var document = 0; document < message.Documents.Count; document++)
        {
            var files = message.Documents[document].Files;
            for (var file = 0; file < files.Count; file++)
            {
                if (context.IsSupported?.Invoke(files[file]) == false)
                {
                    Add(ReasonCode.NotSupported, "the file's type is not supported", $"/messagePayload/message/messageBody/documents{Position(document)}/ContentFiles{Position(file)}/contentType");
                }
            }
        }
    }

    private async ValueTask RecordsAsync(CancellationToken cancellationToken)
    {
        if (context.AddressExists is { } exists && message.Recipient.Attention is { } attention && !await exists(attention.SubOrganization.Extension, cancellationToken))
        {
            Add(ReasonCode.NotFound, "the recipient's functional address is unknown", RecipientAddress);
        }

        if (context.IsUsed is { } isUsed && await isUsed(message.MessageId, cancellationToken))
        {
            Add(ReasonCode.Duplicate, "messageId is already used", Header + "/messageId");
        }

        if (context.IsRejected is { } isRejected && message.RefToMessageId is { } reference && await isRejected(reference, cancellationToken))
        {
            Add(ReasonCode.NotSupported, "the message referred to was rejected", Header + "/refToMessageId");
        }
    }

    private static bool Differs(InstanceIdentifier id, ParticipantIdentifier participant) =>
        !string.Equals(id.Extension, participant.Value, StringComparison.OrdinalIgnoreCase);

    private static string Position(int index) => index == 0 ? "" : $"[{index + 1}]";

    private void Add(string reason, string text, string path) => _lines.Add(ReceiptLine.At(LineCode.Business, reason, text, path));
}
