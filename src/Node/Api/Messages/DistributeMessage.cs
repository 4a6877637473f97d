using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Uploads;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// <c>POST /v1/sdk/distributions</c>: the same content to several receivers, a message each in one conversation; all are stored
/// or none.
/// </summary>
internal sealed class DistributeMessage(MessagePost post, PostAnswer answer)
{
    /// <summary>The most receivers of one message.</summary>
    public const int MostRecipients = 100;

    /// <summary>Answers the request.</summary>
    public async Task ServeAsync(HttpContext context) => await answer.SeveralAsync(context, await post.ReceiveAsync(context, Read));

    private Result<List<SdkMessage>, ApiProblem> Read(Upload upload)
    {
        var reader = new DraftReader(upload);
        if (!reader.Read(isAnswer: false, "recipients").TryGet(out var draft, out var problem) || !reader.Recipients(MostRecipients).TryGet(out var recipients, out problem))
        {
            return problem;
        }

        var misplaced = new (string Name, object? Value)[] { ("messageId", draft.MessageId), ("recipient", draft.Recipient), ("recipientAttention", draft.RecipientAttention) };
        if (misplaced.Any(attribute => attribute.Value is not null))
        {
            return ApiProblem.BadRequest(
                [.. misplaced.Where(attribute => attribute.Value is not null).Select(attribute => ApiIssue.Form($"data.attributes.{attribute.Name}", "A message to several has recipients instead; each gets a messageId of its own."))]);
        }

        var conversation = draft.ConversationId ?? MessageId.New();
        return recipients.ConvertAll(recipient => (draft with { Recipient = recipient.Participant, RecipientAttention = recipient.Attention, ConversationId = conversation }).ToMessage(post.Now));
    }
}
