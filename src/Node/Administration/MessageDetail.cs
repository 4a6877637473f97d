using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>One message with its timeline, the work that is open on it, and what can be done.</summary>
/// <param name="Message">The message; null when no message has that id.</param>
/// <param name="Steps">What happened to it, oldest first.</param>
internal sealed record MessageDetail(MessageLine? Message, IReadOnlyList<MessageStep> Steps)
{
    /// <summary>The open work on it and on its message receipt.</summary>
    public IReadOnlyList<MessageWork> Work { get; init; } = [];

    /// <summary>How many times it has been sent.</summary>
    public int Tries { get; init; }

    /// <summary>The message that a retry of this one made.</summary>
    public string? RetriedAs { get; init; }

    /// <summary>Why it can't be retried; null when it can.</summary>
    public string? WhyNoRetry { get; init; }

    /// <summary>Why it can't be ended; null when it can.</summary>
    public string? WhyNoEnd { get; init; }

    /// <summary>Other messages with the same id, by their internal ids: the other end of the same message, perhaps.</summary>
    public IReadOnlyList<Guid> Others { get; init; } = [];

    /// <summary>Finds a message by its internal id, its XHE id or its AS4 MessageId.</summary>
    public static async Task<MessageDetail> FindAsync(Func<NodeDb> open, TimeProvider clock, string id, CancellationToken cancellationToken)
    {
        var store = new MessageStore(open);
        var rows = await store.FindByAnyIdAsync(id, cancellationToken);
        await using var db = open();
        if (rows.Count == 0 || await MessageSituation.ReadAsync(db, rows[0].Id, new WorkStore(open, clock), cancellationToken) is not { } situation)
        {
            return new MessageDetail(null, []);
        }

        var events = await store.EventsAsync(rows[0].Id, cancellationToken);
        return new MessageDetail(MessageLine.Of(situation.Message), [.. events.Select(step => new MessageStep(step.At, step.Code, step.Title, step.Detail, step.In, step.Remedy))])
        {
            Work = [.. situation.Work.Select(work => MessageWork.Of(work, clock.GetUtcNow()))],
            Tries = await db.Tries.CountAsync(row => row.MessageId == situation.Message.Id, cancellationToken),
            RetriedAs = situation.Message.RetriedAs,
            WhyNoRetry = situation.WhyNoRetry,
            WhyNoEnd = situation.WhyNoEnd,
            Others = [.. rows.Skip(1).Select(row => row.Id)],
        };
    }
}

/// <summary>One step of a timeline.</summary>
/// <param name="At">When.</param>
/// <param name="Code">A status code, or the line code of a rejection.</param>
/// <param name="Title">A detail code.</param>
/// <param name="Detail">What happened.</param>
/// <param name="In">Where in the message.</param>
/// <param name="Remedy">What an administrator can do about it.</param>
internal sealed record MessageStep(DateTimeOffset At, string Code, string? Title, string Detail, string? In, string? Remedy);

/// <summary>Work that is open on a message.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Tries">Tries that have been made.</param>
/// <param name="DueAt">When it is due; null for what has been set aside.</param>
/// <param name="IsRunning">Whether it is being done now.</param>
/// <param name="SetAsideAt">When it was set aside, where it was.</param>
/// <param name="Fault">Why it was set aside, or waits.</param>
internal sealed record MessageWork(string Kind, int Tries, DateTimeOffset? DueAt, bool IsRunning, DateTimeOffset? SetAsideAt, string? Fault)
{
    /// <summary>The work of a row.</summary>
    public static MessageWork Of(WorkRow row, DateTimeOffset now) =>
        new(row.Kind.ToString(), row.Attempts, row.DeadAt is null ? row.DueAt : null, row.LeaseUntil > now, row.DeadAt, row.Fault);
}
