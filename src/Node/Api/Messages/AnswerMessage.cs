using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Uploads;
using SdkNode.Node.Store.Content;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// <c>POST /v1/sdk/messages/{messageId}/replies</c> and <c>…/complements</c>: a message that refers to another one. The node sets
/// the ids and the parties.
/// </summary>
internal sealed class AnswerMessage(GetMessage find, HeadCipher heads, MessagePost post, PostAnswer answer, TimeProvider clock)
{
    /// <summary>Answers a request for a reply.</summary>
    public Task ReplyAsync(HttpContext context, string messageId) => ServeAsync(context, messageId, AnswerRules.Reply);

    /// <summary>Answers a request for a complement.</summary>
    public Task ComplementAsync(HttpContext context, string messageId) => ServeAsync(context, messageId, AnswerRules.Complement);

    private async Task ServeAsync(HttpContext context, string messageId, Func<MessageDraft, OriginalMessage, Result<MessageDraft, ApiProblem>> rules)
    {
        if (await find.FindAsync(context, messageId) is not { } row)
        {
            await ProblemWriter.WriteAsync(context, ApiProblem.NotFound, clock);
            return;
        }

        var original = OriginalMessage.Read(row, heads);
        await answer.OneAsync(context, await post.ReceiveAsync(context, upload => Read(upload, original, rules)));
    }

    private Result<List<SdkMessage>, ApiProblem> Read(Upload upload, OriginalMessage original, Func<MessageDraft, OriginalMessage, Result<MessageDraft, ApiProblem>> rules)
    {
        if (!new DraftReader(upload).Read(isAnswer: true).TryGet(out var draft, out var problem) || !rules(draft, original).TryGet(out draft, out problem))
        {
            return problem;
        }

        return new List<SdkMessage> { draft.ToMessage(post.Now) };
    }
}
