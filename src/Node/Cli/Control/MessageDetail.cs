using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Control;

/// <summary>One message with its timeline.</summary>
/// <param name="Message">The message; null when no message has that id.</param>
/// <param name="Steps">What happened to it, oldest first.</param>
internal sealed record MessageDetail(MessageLine? Message, IReadOnlyList<MessageStep> Steps)
{
    /// <summary>Finds a message by its internal id, its XHE id or its AS4 MessageId.</summary>
    public static async Task<MessageDetail> FindAsync(MessageStore store, string id, CancellationToken cancellationToken)
    {
        var row = await store.FindByAnyIdAsync(id, cancellationToken);
        if (row is null)
        {
            return new MessageDetail(null, []);
        }

        var events = await store.EventsAsync(row.Id, cancellationToken);
        return new MessageDetail(MessageLine.Of(row), [.. events.Select(step => new MessageStep(step.At, step.Code, step.Title, step.Detail, step.In))]);
    }
}

/// <summary>One step of a timeline.</summary>
internal sealed record MessageStep(DateTimeOffset At, string Code, string? Title, string Detail, string? In);
