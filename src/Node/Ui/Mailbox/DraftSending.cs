using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Messages;
using SdkNode.Node.Api.Uploads;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;
using SdkNode.Security.Encryption;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>A draft that was sent.</summary>
/// <param name="Accepted">The messages; none where it had been sent before.</param>
/// <param name="Had">Who has it already, where others have not: then it was sent to nobody, and the draft stays.</param>
internal sealed record SentDraft(IReadOnlyList<AcceptedSubmission> Accepted, IReadOnlyList<DraftReceiver> Had);

/// <summary>Sends what somebody has written: a message for each receiver in one conversation, all or none, by the same intake as every other.</summary>
internal sealed class DraftSending(Intake intake, OpenedStore store, Drafts drafts, TimeProvider clock)
{
    private const string DiaryNumber = "dnr";
    private const string OtherPerson = "1.2.752.129.2.1.2.1";

    /// <summary>Sends the draft; it is gone then. Otherwise what is wrong, and it stays as it is.</summary>
    /// <param name="from">The mailbox.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="author">Who sends it.</param>
    /// <param name="original">The message that it answers or complements.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<Result<SentDraft, List<IntakeIssue>>> SendAsync(OwnMailbox from, Draft draft, string author, MessageRow? original, CancellationToken cancellationToken)
    {
        if (!Messages(from, draft, original).TryGet(out var messages, out var faults))
        {
            return faults;
        }

        var done = await intake.SubmitAsync([.. messages.Select(message => Outgoing(from, draft.Body, message, author))], cancellationToken);
        if (!done.TryGet(out var accepted, out var fault))
        {
            if (fault.Kind != IntakeFaultKind.Duplicate)
            {
                return fault.Issues.ToList();
            }

            // It has been sent already: by a second click, or before a crash. Then somebody may have added a receiver, who has nothing yet.
            var had = await HadAsync(from.Name, draft, cancellationToken);
            if (had.Count == 0)
            {
                return fault.Issues.ToList();
            }

            if (had.Count < draft.Body.Receivers.Count)
            {
                return new SentDraft([], had);
            }

            accepted = [];
        }

        await drafts.RemoveAsync(draft.Id, CancellationToken.None);
        return new SentDraft(accepted, []);
    }

    private async Task<List<DraftReceiver>> HadAsync(MailboxName from, Draft draft, CancellationToken cancellationToken)
    {
        var had = new List<DraftReceiver>();
        foreach (var receiver in draft.Body.Receivers)
        {
            if (await store.Messages.FindAsync(from.Environment, from.Participant, Direction.Outgoing, receiver.MessageId.ToString("D"), cancellationToken) is not null)
            {
                had.Add(receiver);
            }
        }

        return had;
    }

    private Result<List<SdkMessage>, List<IntakeIssue>> Messages(OwnMailbox from, Draft written, MessageRow? original)
    {
        var body = written.Body;
        var attention = new MessageAttention(
            new InstanceIdentifier(FunctionalAddress.Root, from.Name.Address),
            from.Title,
            body.Person.Length == 0 ? [] : [new AttentionPerson(new InstanceIdentifier(OtherPerson, body.Person), body.Person)],
            body.Reference.Length == 0 ? [] : [new AttentionReference(new InstanceIdentifier(DiaryNumber, body.Reference), null)]);
        var draft = new MessageDraft
        {
            Sender = from.Name.Participant,
            SenderAttention = attention,
            Label = body.Subject,
            Confidentiality = body.Confidential,
            Documents = [new MessageDocument("meddelande", null, "1", [.. body.Files.Select((file, number) => new MessageFile(number, file.Name, file.Type, file.Bytes))], body.Text.Length == 0 ? [] : [body.Text])],
        };
        if (original is not null)
        {
            var earlier = OriginalMessage.Read(original, store.Heads);
            return (earlier.IsIncoming ? AnswerRules.Reply(draft, earlier) : AnswerRules.Complement(draft, earlier)).TryGet(out var answer, out var problem)
                ? new List<SdkMessage> { (answer with { MessageId = IdOf(body.Receivers[0].MessageId) }).ToMessage(clock.GetUtcNow()) }
                : problem.Issues.Select(issue => new IntakeIssue(issue.Detail)).ToList();
        }

        return body.Receivers.Select(receiver => (draft with
        {
            Recipient = receiver.Participant,
            RecipientAttention = new MessageAttention(new InstanceIdentifier(FunctionalAddress.Root, receiver.Address), receiver.Function, [], []),
            MessageId = IdOf(receiver.MessageId),
            ConversationId = IdOf(written.Id),
        }).ToMessage(clock.GetUtcNow())).ToList();
    }

    private static MessageId IdOf(Guid id) => MessageId.Parse(id.ToString("D")).Value!;

    private OutgoingPayload Outgoing(OwnMailbox from, DraftBody body, SdkMessage message, string author) => new(
        new Submission(from.Name.Environment, from.Name.Participant, message.Recipient.Id.Extension, DocumentTypeIdentifier.SdkMessageBaseCode, message.Recipient.Attention?.SubOrganization.Extension) { SenderAddress = from.Name.Address, Author = author },
        (output, cancellationToken) => SdkMessageWriter.WriteAsync(message, (file, _) => ValueTask.FromResult(store.Content.OpenRead(body.Files[file.Number].Content)), output, cancellationToken))
    {
        AnnouncedBytes = body.Text.Length + body.Files.Sum(file => Base64Streams.EncodedLength(file.Bytes)),
    };
}
