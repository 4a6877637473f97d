using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary><c>DELETE /v1/sdk/messages/{messageId}</c>: 202, in a final status only (API-0.3). The content goes, the row stays against duplicates.</summary>
internal sealed class DeleteMessage(ClientMessages messages, GetMessage find, ContentStore content, TimeProvider clock)
{
    /// <summary>Answers the request.</summary>
    public async Task ServeAsync(HttpContext context, string messageId)
    {
        if (await find.FindAsync(context, messageId) is not { } message)
        {
            await ProblemWriter.WriteAsync(context, ApiProblem.NotFound, clock);
            return;
        }

        var contents = await messages.DeleteAsync(message.Id, $"client {ApiCaller.Of(context).ClientId}", context.RequestAborted);
        if (contents is null)
        {
            var text = $"The message is {message.Status.Code()}; it can be deleted once it is NEW, ACCEPTED or MESSAGE_EXCHANGE_ERROR.";
            await ProblemWriter.WriteAsync(context, ApiProblem.BadRequest(new ApiIssue("Not in a final status", text, "messageId")) with { Instance = message.XheId }, clock);
            return;
        }

        foreach (var id in contents)
        {
            content.Delete(id);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
