using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Api.Uploads;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary><c>POST /v1/sdk/messages</c>: a new message. 201 means that it is stored and will be sent.</summary>
internal sealed class SendMessage(MessagePost post, PostAnswer answer)
{
    /// <summary>Answers the request.</summary>
    public async Task ServeAsync(HttpContext context) => await answer.OneAsync(context, await post.ReceiveAsync(context, Read));

    private Result<List<SdkMessage>, ApiProblem> Read(Upload upload) =>
        new DraftReader(upload).Read(isAnswer: false).TryGet(out var draft, out var problem) ? new List<SdkMessage> { draft.ToMessage(post.Now) } : problem;
}
