using System.Text.Json;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Api.Messages;

/// <summary>Answers a request that stored messages: 201 with where they are, or the problem.</summary>
internal sealed class PostAnswer(ApiLinks links, TimeProvider clock)
{
    /// <summary>One message: its path in Location, as the contract has it.</summary>
    public async Task OneAsync(HttpContext context, Result<List<AcceptedSubmission>, ApiProblem> done)
    {
        if (!done.TryGet(out var accepted, out var problem))
        {
            await ProblemWriter.WriteAsync(context, problem, clock);
            return;
        }

        var message = accepted[0];
        context.Response.Headers.Location = $"{ApiLinks.Messages}/{message.XheId}";
        await using var json = ApiDocument.Answer(context, StatusCodes.Status201Created);
        ApiDocument.Begin(json, links.Message(message.XheId));
        Write(json, message);
        json.WriteEndObject();
    }

    /// <summary>Several messages, one a receiver: each with its link; Location lists the conversation.</summary>
    public async Task SeveralAsync(HttpContext context, Result<List<AcceptedSubmission>, ApiProblem> done)
    {
        if (!done.TryGet(out var accepted, out var problem))
        {
            await ProblemWriter.WriteAsync(context, problem, clock);
            return;
        }

        var conversation = $"{ApiLinks.Messages}?filter[conversationId]={accepted[0].ConversationId}";
        context.Response.Headers.Location = conversation;
        await using var json = ApiDocument.Answer(context, StatusCodes.Status201Created);
        ApiDocument.Begin(json, links.To(conversation));
        json.WriteStartArray();
        accepted.ForEach(message => Write(json, message));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, AcceptedSubmission message)
    {
        json.WriteStartObject();
        json.WriteString("type", "messages");
        json.WriteString("id", message.Id);
        json.WriteStartObject("attributes");
        json.WriteString("messageStatus", MessageStatus.Scheduled.Code());
        json.WriteString("messageId", message.XheId);
        json.WriteString("conversationId", message.ConversationId);
        json.WriteString("recipient", message.To);
        json.WriteEndObject();
        json.WriteStartObject("links");
        json.WriteString("self", links.Message(message.XheId));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
