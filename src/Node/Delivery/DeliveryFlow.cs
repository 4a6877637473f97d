using Microsoft.Extensions.Logging;
using SdkNode.Adapters;
using SdkNode.Node.Alarms;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Delivery;

/// <summary>
/// Brings an arrived message, or the word of it, to the local system of its functional address. It is tried until it succeeds,
/// or until the message has been deleted; a delivery that fails repeatedly is an alarm.
/// </summary>
internal sealed partial class DeliveryFlow(MessageStore store, DeliveryAdapters adapters, AlarmList alarms, TimeProvider clock, ILogger<DeliveryFlow> logger) : IWorkFlow
{
    /// <summary>Failed tries after which somebody should look; so many stand in the message's timeline.</summary>
    private const int TriesBeforeAlarm = 5;

    /// <inheritdoc />
    public async Task RunAsync(WorkRow work, CancellationToken cancellationToken)
    {
        // 1. The message. What has been deleted or set aside meanwhile is not delivered.
        var message = await store.FindAsync(work.MessageId, cancellationToken);
        if (message is not { Payload: not null, DeletedAt: null, Quarantined: false, FunctionalAddress: not null })
        {
            await EndAsync(work, message, detail: null, cancellationToken);
            return;
        }

        // 2. The adapter that its functional address has now.
        if (adapters.Find(message, work.Kind) is not { } adapter)
        {
            // A slip in the settings must not lose what waits: it is tried again until they name one, or the message is deleted.
            var gone = new DeliveryOutcome.TryAgain($"The settings no longer name a {Name(work.Kind)} for {message.FunctionalAddress}.", "Put it back into the participant's Mailboxes, or delete the messages.");
            await LaterAsync(work, message, gone, cancellationToken);
            return;
        }

        // 3. Deliver, and record what became of it.
        switch (await adapter.DeliverAsync(adapters.Arrived(work, message), cancellationToken))
        {
            case DeliveryOutcome.Delivered delivered:
                await EndAsync(work, message, delivered.Detail, cancellationToken);
                break;
            case DeliveryOutcome.TryAgain failure:
                await LaterAsync(work, message, failure, cancellationToken);
                break;
        }
    }

    private async Task EndAsync(WorkRow work, MessageRow? message, string? detail, CancellationToken cancellationToken)
    {
        await store.EndStepAsync(work, (db, row) =>
        {
            if (detail is not null)
            {
                db.Add(Events.Step(row, clock, detail));
            }
        }, again: null, cancellationToken);
        if (message?.FunctionalAddress is not null)
        {
            // Where other messages of the address still fail, their next try raises it again.
            await alarms.ClearAsync(AlarmKinds.DeliveryFailing, message.Environment, Subject(work, message), cancellationToken);
        }
    }

    private async Task LaterAsync(WorkRow work, MessageRow message, DeliveryOutcome.TryAgain failure, CancellationToken cancellationToken)
    {
        var wait = RetryWait.After(work.Attempts);
        LogFailed(logger, message.Id, Name(work.Kind), work.Attempts + 1, failure.Detail);
        await store.EndStepAsync(work, (db, row) =>
        {
            // Retries may go on for days; the alarm counts them.
            if (work.Attempts < TriesBeforeAlarm)
            {
                db.Add(Events.Step(row, clock, $"Not delivered yet: {failure.Detail} Tried again in {wait:hh\\:mm\\:ss}."));
            }
        }, clock.GetUtcNow() + wait, cancellationToken);
        if (work.Attempts + 1 >= TriesBeforeAlarm)
        {
            await alarms.RaiseAsync(AlarmKinds.DeliveryFailing, message.Environment, Subject(work, message), failure.Detail, failure.Remedy, cancellationToken);
        }
    }

    private static string Subject(WorkRow work, MessageRow message) => $"{Name(work.Kind)} of {message.FunctionalAddress} ({message.Participant})";

    private static string Name(WorkKind kind) => kind switch { WorkKind.DropFiles => "folder", WorkKind.NotifyMail => "mail address", _ => "webhook" };

    [LoggerMessage(1551, LogLevel.Warning, "The message {MessageId} could not be delivered to its {Adapter}, try {Try}: {Detail}")]
    private static partial void LogFailed(ILogger logger, Guid messageId, string adapter, int @try, string detail);
}
