using Microsoft.AspNetCore.Http.Extensions;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Problems;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// <c>GET /v1/sdk/messages</c>: the caller's messages, newest first, without documents. All of them, streamed, unless a page
/// is asked for.
/// </summary>
internal sealed class ListMessages(ClientMessages messages, ClientView view, MessageResource resource, ApiLinks links, TimeProvider clock)
{
    private const int Batch = 200;
    private const int FlushBytes = 32 * 1024;

    /// <summary>Answers the request.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (!MessageQuery.Read(context.Request.Query, view.Of(ApiCaller.Of(context))).TryGet(out var query, out var problem))
        {
            await ProblemWriter.WriteAsync(context, problem, clock);
            return;
        }

        var cancellationToken = context.RequestAborted;
        var self = links.To(context.Request.Path + context.Request.QueryString);

        // One more than the page holds tells whether there is a next one.
        var page = await messages.PageAsync(query.Filter, query.After, query.PageSize + 1 ?? Batch, cancellationToken);
        var next = query.PageSize is { } size && page.Count > size ? Next(context.Request, page[size - 1]) : null;
        await using var json = ApiDocument.Answer(context, StatusCodes.Status200OK);
        ApiDocument.Begin(json, self, next);
        json.WriteStartArray();
        while (page.Count > 0)
        {
            var shown = query.PageSize is { } most && page.Count > most ? [.. page.Take(most)] : page;
            var events = await messages.EventsAsync(shown, cancellationToken);
            foreach (var message in shown)
            {
                resource.Write(json, message, events[message.Id]);
                if (json.BytesPending > FlushBytes)
                {
                    await json.FlushAsync(cancellationToken);
                }
            }

            page = query.PageSize is null && page.Count == Batch ? await messages.PageAsync(query.Filter, page[^1].Id, Batch, cancellationToken) : [];
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Next(HttpRequest request, MessageRow last)
    {
        var query = new QueryBuilder(request.Query.Where(pair => !pair.Key.Equals("page[after]", StringComparison.OrdinalIgnoreCase)).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")))
        {
            { "page[after]", last.Id.ToString("D") },
        };
        return links.To(request.Path + query.ToQueryString());
    }
}
