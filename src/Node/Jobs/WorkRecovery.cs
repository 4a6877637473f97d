using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Jobs;

/// <summary>
/// What becomes of work that met something that no flow knows: it is tried again, or set aside as a dead letter, which waits for an
/// administrator and keeps nobody else waiting.
/// </summary>
internal sealed partial class WorkRecovery(OpenedStore store, AlarmList alarms, TimeProvider clock, ILogger logger)
{
    /// <summary>Faults of our own program after which work is set aside: with the waits between them a good hour.</summary>
    private const int MostFaults = 8;

    /// <summary>Claims without an outcome after which work is set aside: it may be what makes the node die.</summary>
    private const int MostClaims = 12;

    /// <summary>Whether the node has died in the middle of this work again and again; then it is set aside.</summary>
    public async Task<bool> IsDeadlyAsync(WorkRow work)
    {
        if (work.Claims <= MostClaims)
        {
            return false;
        }

        await SetAsideAsync(work, $"The node stopped {work.Claims - 1} times in the middle of this work.");
        return true;
    }

    /// <summary>A fault of our own program: tried again after growing waits, and set aside when it does not pass.</summary>
    public async Task BugAsync(WorkRow work, Exception fault)
    {
        LogBug(logger, work.Kind, work.MessageId, fault);
        if (work.Faults + 1 >= MostFaults)
        {
            await SetAsideAsync(work, $"The node met a fault of its own {work.Faults + 1} times; its log says more.");
            return;
        }

        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, work.Faults), 15));
        await store.Work.FaultAsync(work, $"The node met a fault of its own and tries again in {wait:hh\\:mm\\:ss}; its log says more.", clock.GetUtcNow() + wait, CancellationToken.None);
    }

    /// <summary>Content is missing or damaged: trying again does not help; an administrator may restore the file. What was deleted meanwhile is no fault: the next claim sees it.</summary>
    public async Task UnusableAsync(WorkRow work, ContentUnusableException fault)
    {
        var message = await store.Messages.FindAsync(work.MessageId, CancellationToken.None);
        if (message is not null && message.Payload != fault.Content && message.Sealed != fault.Content)
        {
            await store.Work.ReturnAsync(work, clock.GetUtcNow(), CancellationToken.None);
            return;
        }

        await SetAsideAsync(work, fault.Message);
    }

    private async Task SetAsideAsync(WorkRow work, string fault)
    {
        const string Remedy = "See the message's timeline and the node's log; then: sdknode messages retry ID, or sdknode messages end ID --reason TEXT.";
        LogSetAside(logger, work.Kind, work.MessageId, fault);
        if (await store.Work.FaultAsync(work, $"{fault} The work {work.Kind} is set aside until an administrator retries or ends the message.", due: null, CancellationToken.None)
            && await store.Messages.FindAsync(work.MessageId, CancellationToken.None) is { } message)
        {
            await alarms.RaiseAsync(AlarmKinds.DeadLetter, message.Environment, message.XheId, fault, Remedy, CancellationToken.None);
        }
    }

    [LoggerMessage(1103, LogLevel.Error, "Work {Kind} of message {MessageId} is set aside: {Fault}")]
    private static partial void LogSetAside(ILogger logger, WorkKind kind, Guid messageId, string fault);

    [LoggerMessage(1101, LogLevel.Error, "Work {Kind} of message {MessageId} met a fault of the program; it is tried again.")]
    private static partial void LogBug(ILogger logger, WorkKind kind, Guid messageId, Exception exception);
}
