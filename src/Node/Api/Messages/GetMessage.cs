using SdkNode.Adapters.Contract;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Audit;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// <c>GET /v1/sdk/messages/{messageId}</c>: one message, complete. Its files stream from the store through the answer; memory
/// does not grow with them.
/// </summary>
internal sealed class GetMessage(ClientMessages messages, ClientView view, OpenedStore store, ApiLinks links, AccessLog log, TimeProvider clock)
{
    /// <summary>Answers the request.</summary>
    public async Task ServeAsync(HttpContext context, string messageId)
    {
        if (!MessageQuery.ReadParts(context.Request.Query).TryGet(out var parts, out var problem))
        {
            await ProblemWriter.WriteAsync(context, problem, clock);
            return;
        }

        if (await FindAsync(context, messageId) is not { } message)
        {
            await ProblemWriter.WriteAsync(context, ApiProblem.NotFound, clock);
            return;
        }

        // Read before the answer begins: content that is damaged is then told as the node's own fault.
        if (await ReadAsync(message, context.RequestAborted) is not { } model)
        {
            await ProblemWriter.WriteAsync(context, ApiProblem.NotFound, clock);
            return;
        }

        if (model.Confidentiality)
        {
            await log.OpenedAsync(message.Environment, message.Participant, ApiCaller.Of(context).Actor, message.XheId, context.RequestAborted);
        }

        var events = await messages.EventsAsync([message], context.RequestAborted);
        await WriteAsync(context, message, model, parts, events[message.Id]);
    }

    // Null: somebody has deleted it since it was found.
    private async Task<SdkMessage?> ReadAsync(MessageRow message, CancellationToken cancellationToken)
    {
        try
        {
            return await ContractDocuments.ReadAsync(() => store.Content.OpenRead(message.Payload!.Value), openFile: null, cancellationToken);
        }
        catch (ContentUnusableException e)
        {
            var now = await store.Messages.FindAsync(message.Id, cancellationToken);
            return now?.DeletedAt is not null ? null : throw new InvalidDataException($"The content of message {message.Id} is gone.", e);
        }
    }

    /// <summary>The message of that id among those that the caller may see; null for all others, whether or not they exist.</summary>
    public async Task<MessageRow?> FindAsync(HttpContext context, string messageId) =>
        MessageId.TryParse(messageId, out var id) ? await messages.FindAsync(await view.OfAsync(ApiCaller.Of(context), context.RequestAborted), id.Uuid, context.RequestAborted) : null;

    private async Task WriteAsync(HttpContext context, MessageRow message, SdkMessage model, ContractParts parts, IEnumerable<MessageEventRow> events)
    {
        await using var json = ApiDocument.Answer(context, StatusCodes.Status200OK);
        ApiDocument.Begin(json, links.To(context.Request.Path + context.Request.QueryString));
        MessageResource.Begin(json, message, () => ContractWriter.WriteHeader(json, model));
        json.WritePropertyName("digitalDocument");
        await ContractDocuments.WriteAsync(json, model, () => store.Content.OpenRead(message.Payload!.Value), parts, context.RequestAborted);
        MessageResource.End(json, message, events);
        json.WriteEndObject();
    }
}
