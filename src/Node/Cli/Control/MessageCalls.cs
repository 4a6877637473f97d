using SdkNode.Node.Administration;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cli.Control;

/// <summary>What became of what an administrator asked for.</summary>
/// <param name="Done">Whether anything was changed.</param>
/// <param name="Text">What happened, or why nothing did.</param>
internal sealed record MessageActed(bool Done, string Text);

/// <summary>What <c>sdknode messages</c> asks of the running node.</summary>
internal static class MessageCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/messages", async (MessageStore store, int count, bool receipts, CancellationToken cancellationToken) =>
            (await store.ListAsync(count, receipts, cancellationToken)).Select(MessageLine.Of));
        control.MapGet("/messages/set-aside", async (MessageStore store, int count, CancellationToken cancellationToken) =>
            (await store.ListSetAsideAsync(count, cancellationToken)).Select(MessageLine.Of));
        control.MapGet("/messages/{id}", (OpenedStore store, TimeProvider clock, string id, CancellationToken cancellationToken) =>
            MessageDetail.FindAsync(store.Open, clock, id, cancellationToken));
        control.MapPost("/messages/{id}/retry", (MessageStore store, MessageRetry retry, string id, string by, CancellationToken cancellationToken) =>
            ActAsync(store, id, async message => Told(await retry.RunAsync(message, by, cancellationToken)), cancellationToken));
        control.MapPost("/messages/{id}/end", (MessageStore store, MessageEnd end, string id, string by, string reason, CancellationToken cancellationToken) =>
            ActAsync(store, id, async message => Told(await end.RunAsync(message, by, reason, cancellationToken)), cancellationToken));
    }

    private static async Task<MessageActed> ActAsync(MessageStore store, string id, Func<Guid, Task<MessageActed?>> act, CancellationToken cancellationToken)
    {
        var rows = await store.FindByAnyIdAsync(id, cancellationToken);
        return rows.Count switch
        {
            1 => await act(rows[0].Id) ?? Unknown(id),
            0 => Unknown(id),
            _ => new MessageActed(false, $"Several messages have the id {id}; name one by its internal id: {string.Join(", ", rows.Select(row => $"{row.Id} ({(row.Direction == Direction.Outgoing ? "outgoing" : "incoming")}, {row.Status.Code()})"))}."),
        };
    }

    private static MessageActed Unknown(string id) => new(false, $"There is no message with the id {id}.");

    private static MessageActed? Told(RetryOutcome outcome) => outcome switch
    {
        RetryOutcome.Due due => new MessageActed(true, due.What),
        RetryOutcome.Anew anew => new MessageActed(true, $"Its content goes out as the new message {anew.XheId} of the same conversation. The old one stays as it is."),
        RetryOutcome.Refused refused => new MessageActed(false, refused.Why),
        _ => null,
    };

    private static MessageActed? Told(EndOutcome outcome) => outcome switch
    {
        EndOutcome.Ended ended => new MessageActed(true, ended.What),
        EndOutcome.Refused refused => new MessageActed(false, refused.Why),
        _ => null,
    };
}
