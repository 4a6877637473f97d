using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Bench.Api;

/// <summary>
/// Fills the mailbox of a node's functional address as arrivals leave it: rows with sealed headers, three events each. Only the
/// newest message has content; the others are listed, never opened.
/// </summary>
internal sealed class MailboxFilling(DemoNode node, DemoParty sender)
{
    /// <summary>The sender of one message in a hundred.</summary>
    public const string RareSender = "varmland.registratur";

    private const int Batch = 1_000;

    private readonly OpenedStore _store = node.Get<OpenedStore>();

    /// <summary>When the oldest message came: they come ten minutes apart.</summary>
    public DateTimeOffset Oldest { get; private set; }

    /// <summary>Adds messages, and gives the messageId of the newest.</summary>
    public async Task<string> AddAsync(int count)
    {
        Oldest = node.Clock.GetUtcNow().AddMinutes(-10 * count);
        var last = "";
        for (var done = 0; done < count; done += Batch)
        {
            await using var db = _store.Open();
            for (var i = done; i < Math.Min(count, done + Batch); i++)
            {
                var at = Oldest.AddMinutes(10 * i);
                using var made = DemoMessage.Make(sender, node.Party, [], new At(at));
                var row = Row(made.Message, i, at);
                if (i == count - 1)
                {
                    row.Payload = await ContentAsync(made);
                }

                db.AddRange(row, Event(row, MessageStatus.Retrieved, at), Event(row, MessageStatus.ReceiptSent, at.AddSeconds(1)), Event(row, row.Status, at.AddSeconds(2)));
                last = row.XheId;
            }

            await db.SaveChangesAsync();
        }

        return last;
    }

    private MessageRow Row(SdkMessage message, int number, DateTimeOffset at)
    {
        if (number % 100 == 0)
        {
            message = message with { Sender = message.Sender with { Attention = message.Sender.Attention! with { SubOrganization = new InstanceIdentifier(FunctionalAddress.Root, RareSender) } } };
        }

        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(at),
            Environment = DemoServices.Environment,
            Participant = node.Party.Participant,
            Direction = Direction.Incoming,
            Kind = MessageKind.Message,
            XheId = message.MessageId.Value,
            DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString(),
            From = sender.Participant,
            To = node.Party.Participant,
            FunctionalAddress = node.Party.Function,
            Status = number % 200 == 7 ? MessageStatus.MessageExchangeError : MessageStatus.New,
            Mark = number % 200 == 7 ? MessageMark.Error : MessageMark.None,
            CreatedAt = at,
            ArrivedAt = at.AddSeconds(1),
            FinalAt = at.AddSeconds(2),
            Payload = Guid.NewGuid(),
            PayloadBytes = 250_000,
            Sealed = Guid.NewGuid(),
            SealedBytes = 260_000,
            SealedDigest = new byte[32],
            EnvelopeBytes = 350_000,
            As4MessageId = $"{Guid.NewGuid():D}@{sender.PartyId}",
            As4Timestamp = at,
            PeerParty = sender.PartyId,
            SenderKnown = true,
        };
        MessageHead.Fill(row, message, _store.Heads);
        return row;
    }

    private async Task<Guid> ContentAsync(DemoMessage message)
    {
        await using var content = _store.Content.Create();
        await message.WriteAsync(content, CancellationToken.None);
        await content.CompleteAsync(CancellationToken.None);
        return content.Id;
    }

    private static MessageEventRow Event(MessageRow row, MessageStatus status, DateTimeOffset at) =>
        new() { MessageId = row.Id, At = at, Code = status.Code(), Detail = "Signature, certificate and content are in order; the message receipt is on its way." };

    private sealed class At(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
