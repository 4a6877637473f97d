using SdkNode.Node.Administration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Admin;

/// <summary>Why a message is ended.</summary>
/// <param name="Reason">The reason, which stands in its timeline.</param>
internal sealed record EndWish(string Reason);

/// <summary>What became of an act.</summary>
/// <param name="Text">What happened.</param>
/// <param name="NewMessageId">The new message that a retry made; null where it made none.</param>
internal sealed record MessageDone(string Text, string? NewMessageId);

/// <summary>Messages: found by their headers, told in full, retried, ended. Never their content.</summary>
internal static class AdminMessages
{
    private const int PlainPage = 50;

    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var messages = admin.MapGroup("/messages").WithTags("Messages");
        messages.MapGet("", FindAsync).Describe<MessagePage>("findMessages", AdminScopes.Read, "Messages by any id, participant, direction, status, time and access point, the newest first, in pages.");
        messages.MapGet("/{id}", ShowAsync).Describe<MessageDetail>("getMessage", AdminScopes.Read, "A message's timeline with every step and the peer's own words, its open work, and what can be done.");
        messages.MapPost("/{id}/retry", RetryAsync).Describe<MessageDone>("retryMessage", AdminScopes.Operate, "Try again: under the same AS4 MessageId where it is not over, else as a new message.");
        messages.MapPost("/{id}/end", EndAsync).Describe<MessageDone>("endMessage", AdminScopes.Operate, "Give it up.");
    }

    private static async Task<IResult> FindAsync(
        MessageSearch search, string? id, string? environment, string? participant, string? direction, string? status, DateTimeOffset? from, DateTimeOffset? to, string? accessPoint,
        bool? setAside, bool? receipts, Guid? after, int? size, CancellationToken cancellationToken) => AdminAnswers.Of(await search.FindAsync(
        new MessageWish(id, environment, participant, direction, status, from, to, accessPoint, setAside ?? false, receipts ?? false, after, size ?? PlainPage), cancellationToken));

    private static async Task<IResult> ShowAsync(OpenedStore store, TimeProvider clock, string id, CancellationToken cancellationToken) =>
        await MessageDetail.FindAsync(store.Open, clock, id, cancellationToken) is { Message: not null } detail ? Results.Ok(detail) : Unknown(id);

    private static Task<IResult> RetryAsync(HttpContext context, MessageStore store, MessageRetry retry, string id, CancellationToken cancellationToken) =>
        ActAsync(store, id, async message => await retry.RunAsync(message, AdminAnswers.Actor(context), cancellationToken) switch
        {
            RetryOutcome.Due due => Results.Ok(new MessageDone(due.What, null)),
            RetryOutcome.Anew anew => Results.Ok(new MessageDone("Its content goes out as a new message of the same conversation.", anew.XheId)),
            RetryOutcome.Refused refused => AdminAnswers.Refused(refused.Why, "See the message's timeline."),
            _ => Unknown(id),
        }, cancellationToken);

    private static Task<IResult> EndAsync(HttpContext context, MessageStore store, MessageEnd end, string id, EndWish wish, CancellationToken cancellationToken) =>
        AdminAnswers.NoReason(wish.Reason) is { } refusal
            ? Task.FromResult(refusal)
            : ActAsync(store, id, async message => await end.RunAsync(message, AdminAnswers.Actor(context), wish.Reason, cancellationToken) switch
            {
                EndOutcome.Ended ended => Results.Ok(new MessageDone(ended.What, null)),
                EndOutcome.Refused refused => AdminAnswers.Refused(refused.Why, "See the message's timeline."),
                _ => Unknown(id),
            }, cancellationToken);

    private static async Task<IResult> ActAsync(MessageStore store, string id, Func<Guid, Task<IResult>> act, CancellationToken cancellationToken)
    {
        var rows = await store.FindByAnyIdAsync(id, cancellationToken);
        return rows.Count switch
        {
            1 => await act(rows[0].Id),
            0 => Unknown(id),
            _ => AdminAnswers.Refused(
                "Several messages have this id.",
                $"Name one by the node's own id: {string.Join(", ", rows.Select(row => $"{row.Id} ({(row.Direction == Direction.Outgoing ? "outgoing" : "incoming")}, {row.Status.Code()})"))}."),
        };
    }

    private static IResult Unknown(string id) => AdminAnswers.NotFound($"There is no message with the id {(id.Length > 100 ? id[..100] : id)}.");
}
