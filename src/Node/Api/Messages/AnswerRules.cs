using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Uploads;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// What the node sets in a reply or a complement (MSG-3, MSG-4, MSG-10): parties, conversation, reference to the message, and the
/// references that the other side gave. What the client says itself counts where it has a choice.
/// </summary>
internal static class AnswerRules
{
    /// <summary>A reply to a message that came: back to its sender, with the sender's references.</summary>
    public static Result<MessageDraft, ApiProblem> Reply(MessageDraft draft, OriginalMessage original) =>
        original.IsIncoming
            ? Answer(draft, original, original.Row.To, Bare(original.Recipient), original.Row.From, original.Sender)
            : Refuse("It is a message of yours; what follows it is a complement: POST …/complements.");

    /// <summary>A complement to a message that was sent: to the same receiver, with the same references.</summary>
    public static Result<MessageDraft, ApiProblem> Complement(MessageDraft draft, OriginalMessage original) =>
        original.IsIncoming
            ? Refuse("It is a message that came to you; what follows it is a reply: POST …/replies.")
            : Answer(draft, original, original.Row.From, original.Sender, original.Row.To, original.Recipient);

    private static Result<MessageDraft, ApiProblem> Answer(
        MessageDraft draft, OriginalMessage original, string sender, MessageAttention? senderAttention, string recipient, MessageAttention? recipientAttention)
    {
        var issues = new List<ApiIssue>();
        MustBe(draft.Sender, sender, "sender", issues);
        MustBe(draft.Recipient, recipient, "recipient", issues);
        MustBe(draft.ConversationId?.Value, original.ConversationId.Value, "conversationId", issues);
        MustBe(draft.RefToMessageId?.Value, original.MessageId.Value, "refToMessageId", issues);
        if (draft.RecipientAttention is null && recipientAttention is null)
        {
            issues.Add(ApiIssue.Form("data.attributes.recipientAttention", "It is required: the message named no functional address of its sender."));
        }

        return issues.Count > 0
            ? ApiProblem.BadRequest(issues)
            : draft with
            {
                Sender = sender,
                SenderAttention = draft.SenderAttention ?? senderAttention,
                Recipient = recipient,
                RecipientAttention = WithReferences(draft.RecipientAttention, recipientAttention),
                ConversationId = original.ConversationId,
                RefToMessageId = original.MessageId,
                Label = draft.Label ?? original.Label,
                Confidentiality = draft.Confidentiality ?? original.Confidentiality,
            };
    }

    // The other side's own references and people come back to it, whatever else the client adds (MSG-10).
    private static MessageAttention? WithReferences(MessageAttention? given, MessageAttention? theirs) => (given, theirs) switch
    {
        (null, _) => theirs,
        (_, null) => given,
        _ => given with { References = [.. given.References, .. theirs.References.Where(reference => given.References.All(known => known.Id != reference.Id))] },
    };

    private static MessageAttention? Bare(MessageAttention? recipient) => recipient is null ? null : recipient with { Persons = [], References = [] };

    private static void MustBe(string? given, string set, string name, List<ApiIssue> issues)
    {
        if (given is not null && !given.Equals(set, StringComparison.OrdinalIgnoreCase))
        {
            issues.Add(ApiIssue.Form($"data.attributes.{name}", "The node sets it from the message that is answered; leave it out."));
        }
    }

    private static ApiProblem Refuse(string detail) => ApiProblem.BadRequest(new ApiIssue("Not possible for this message", detail, "messageId"));
}
