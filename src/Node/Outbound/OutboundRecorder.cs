using SdkNode.As4.Receipts;
using SdkNode.As4.Sending;
using SdkNode.Node.Audit;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Telemetry;
using SdkNode.Routing;

namespace SdkNode.Node.Outbound;

/// <summary>Writes what became of a try: status, timeline, event log and next try in one transaction (AS4-7, AP-5).</summary>
internal sealed class OutboundRecorder(MessageStore store, TimeProvider clock)
{
    /// <summary>The envelope is sealed, and no try follows now. False when the lease is lost.</summary>
    public Task<bool> SealedAsync(WorkRow work, SealedContent envelope, CancellationToken cancellationToken) =>
        store.AdvanceAsync(work, (db, message) => Seal(db, message, envelope), cancellationToken);

    /// <summary>Marks that a try begins, and names the transfer if it is the first. Null when the lease is lost.</summary>
    /// <param name="work">The claimed work.</param>
    /// <param name="route">Where to.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="envelope">What has just been sealed; null where that was done before.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<MessageRow?> BeginTryAsync(WorkRow work, ReceiverRoute route, EnvironmentRuntime environment, SealedContent? envelope, CancellationToken cancellationToken)
    {
        MessageRow? current = null;
        var mine = await store.AdvanceAsync(work, (db, message) =>
        {
            if (envelope is not null)
            {
                Seal(db, message, envelope);
            }

            message.As4MessageId ??= $"{Guid.NewGuid()}@{environment.Setup.PartyId.ToLowerInvariant()}";
            message.As4Timestamp ??= clock.GetUtcNow();
            message.PeerParty = route.PartyId;

            // A try that never reported its outcome (the node died) may have been sent in full (AS4-7).
            message.MaybeDelivered |= message.TryInFlight;
            message.TryInFlight = true;
            db.Add(Events.Move(message, MessageStatus.Submitted, clock, $"Try {work.Attempts + 1}: to access point {route.PartyId} at {route.Endpoint}."));
            current = message;
        }, cancellationToken);
        FaultPoint.Reach("send: try begun");
        return mine ? current : null;
    }

    /// <summary>The try was not made: no receiver, no key, no participant.</summary>
    public Task NotSentAsync(WorkRow work, MessageRow message, EnvironmentRuntime environment, StepFault fault, CancellationToken cancellationToken)
    {
        var wait = fault.Retryable ? Wait(work, environment) : null;
        return wait is { } delay
            ? AgainAsync(work, delay, fault.Detail, fault.Remedy, null, cancellationToken)
            : EndAsync(work, environment, fault.Detail, fault.Remedy, null, cancellationToken);
    }

    /// <summary>
    /// The try was not made, because the access point has not answered lately. It counts as one only when the time for all tries is
    /// over, so that the schedule's tries are made over its span (AS4-7), and is never the last.
    /// </summary>
    public Task NotTriedAsync(WorkRow work, MessageRow refused, ReceiverRoute route, string refusal, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var due = clock.GetUtcNow() + Wait(work, environment)!.Value;
        var counts = clock.GetUtcNow() >= refused.CreatedAt + environment.Setup.Options.Retry.Span;
        return store.EndStepAsync(work, (db, message) =>
        {
            // Known from here on: when the access point answers, this message is among those that wait for it.
            message.PeerParty = route.PartyId;
            Again(db, message, due, refusal, null, null);
        }, due, counts, cancellationToken);
    }

    /// <summary>Whether the try that is due is the message's last.</summary>
    public static bool IsLast(WorkRow work, EnvironmentRuntime environment) => Wait(work, environment) is null;

    /// <summary>The try was made: what AS4-7 says to do with its outcome.</summary>
    public async Task OutcomeAsync(WorkRow work, MessageRow message, ReceiverRoute route, As4SendOutcome outcome, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var made = new TryRow
        {
            MessageId = message.Id,
            Number = work.Attempts + 1,
            StartedAt = clock.GetUtcNow(),
            Endpoint = route.Endpoint.ToString(),
            References = ReferenceLines.Write(outcome.References),
        };
        var remedy = SendRemedies.For(outcome);
        switch (outcome.Disposition)
        {
            case As4Disposition.Done:
                await AcknowledgedAsync(work, message, made, (As4Acknowledged)outcome, environment, cancellationToken);
                break;
            case As4Disposition.StateUnknown:
                await EndAsync(work, environment, outcome.Detail, remedy, new Attempt(made, MaybeDelivered: true, PeerHasIt: true), cancellationToken);
                break;
            case As4Disposition.LookUpAfresh when !message.LookedUpAfresh:
                await AgainAsync(work, TimeSpan.Zero, $"{outcome.Detail} The receiver is looked up afresh.", null, new Attempt(made, false, LookedUp: true), cancellationToken);
                break;
            case As4Disposition.Retry when outcome.SignedByAnother && !message.LookedUpAfresh:
                // DIR-6: the receiver seems to have a new certificate. Its answer counts for nothing, so that it may have the message.
                await AgainAsync(work, TimeSpan.Zero, $"{outcome.Detail} The receiver is looked up afresh.", null, new Attempt(made, outcome.RequestFullySent, LookedUp: true), cancellationToken);
                break;
            case As4Disposition.GiveUp or As4Disposition.LookUpAfresh:
                await EndAsync(work, environment, outcome.Detail, remedy, new Attempt(made, MaybeDelivered: false), cancellationToken);
                break;
            default:
                var wait = Wait(work, environment);
                var attempt = new Attempt(made, outcome.RequestFullySent);
                await (wait is { } delay
                    ? AgainAsync(work, Longer(delay, outcome), outcome.Detail, remedy, attempt, cancellationToken)
                    : EndAsync(work, environment, outcome.Detail, remedy, attempt, cancellationToken));
                break;
        }
    }

    private void Seal(NodeDb db, MessageRow message, SealedContent envelope)
    {
        message.Sealed = envelope.Content;
        message.SealedBytes = envelope.Octets;
        message.SealedDigest = envelope.Sha256;
        message.SealedCompressed = envelope.Compressed;
        message.EnvelopeBytes = envelope.EnvelopeBytes;
        db.Add(Events.Step(message, clock, $"Sealed: {envelope.EnvelopeBytes:N0} octets of XHE{(envelope.Compressed ? $", {envelope.Octets:N0} compressed" : "")}."));
    }

    private static TimeSpan? Wait(WorkRow work, EnvironmentRuntime environment) =>
        new As4RetrySchedule(environment.Setup.Options.Retry.Attempts, environment.Setup.Options.Retry.Span).DelayAfter(work.Attempts + 1, Random.Shared.NextDouble());

    private static TimeSpan Longer(TimeSpan delay, As4SendOutcome outcome) =>
        outcome is As4Failed { RetryAfter: { } asked } && asked > delay && asked < TimeSpan.FromHours(4) ? asked : delay;

    private async Task AcknowledgedAsync(WorkRow work, MessageRow sent, TryRow made, As4Acknowledged outcome, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var mine = await store.EndStepAsync(work, (db, message) =>
        {
            Record(db, message, new Attempt(made, false));
            db.Add(EventLog.Sent(message, clock, outcome));
            db.Add(Events.Move(message, MessageStatus.Acknowledge, clock, $"The receiving access point {message.PeerParty} has it: AS4 receipt {outcome.Receipt.MessageId}."));
            if (message.Kind == MessageKind.MessageReceipt)
            {
                AnsweredMessage.ReceiptDelivered(db, message, clock);
            }
            else if (!message.Status.IsFinal())
            {
                Await(db, message, environment);
            }
        }, again: null, cancellationToken);

        NodeMeter.Sent(sent.Environment, sent.EnvelopeBytes);

        // Ended by an administrator, or taken over, while the try was on its way: the status is no longer this step's, the proof is kept (AP-5).
        if (!mine && await store.FindAsync(sent.Id, cancellationToken) is { } current)
        {
            await store.AddAsync([EventLog.Sent(current, clock, outcome), Events.Step(current, clock, $"A try that was on its way was acknowledged by the access point {current.PeerParty}.")], cancellationToken);
        }
    }

    private Task<bool> AgainAsync(WorkRow work, TimeSpan wait, string detail, string? remedy, Attempt? attempt, CancellationToken cancellationToken)
    {
        var due = clock.GetUtcNow() + wait;
        return store.EndStepAsync(work, (db, message) => Again(db, message, due, detail, remedy, attempt), due, cancellationToken);
    }

    private void Again(NodeDb db, MessageRow message, DateTimeOffset due, string detail, string? remedy, Attempt? attempt)
    {
        Record(db, message, attempt);
        db.Add(EventLog.NotSent(message, clock, detail));
        db.Add(Events.Move(message, MessageStatus.ScheduledForResend, clock, $"{detail} Next try {due:yyyy-MM-dd HH:mm:ss}Z.", remedy));
    }

    // AS4-7: when any try was sent in full the peer may well have it, and RCPT-6 decides; otherwise it has failed.
    private Task<bool> EndAsync(WorkRow work, EnvironmentRuntime environment, string detail, string? remedy, Attempt? attempt, CancellationToken cancellationToken) =>
        store.EndStepAsync(work, (db, message) =>
        {
            Record(db, message, attempt);
            db.Add(EventLog.NotSent(message, clock, detail));
            if (message.Status.IsFinal())
            {
                db.Add(Events.Step(message, clock, detail, remedy));
            }
            else if (message.Kind == MessageKind.MessageReceipt)
            {
                EndReceipt(db, message, detail, remedy, attempt);
            }
            else if (new As4UsedUp(message.MaybeDelivered) is { PeerMayHaveIt: true, Error: var missing })
            {
                db.Add(Events.Step(message, clock, $"{missing.Code} {missing.ShortDescription}: {detail} The receiver may have the message; its message receipt decides.", remedy));
                Await(db, message, environment);
            }
            else
            {
                Events.Fail(db, message, clock, detail, remedy);
            }
        }, again: null, cancellationToken);

    // The peer's own word that it has the receipt already is as good as the acknowledgement that was lost.
    private void EndReceipt(NodeDb db, MessageRow receipt, string detail, string? remedy, Attempt? attempt)
    {
        if (attempt is { PeerHasIt: true })
        {
            db.Add(Events.Move(receipt, MessageStatus.Acknowledge, clock, detail));
            AnsweredMessage.ReceiptDelivered(db, receipt, clock);
        }
        else
        {
            db.Add(Events.Move(receipt, MessageStatus.MessageExchangeError, clock, detail, remedy));
            AnsweredMessage.ReceiptNotDelivered(db, receipt, detail, clock);
        }
    }

    private static void Record(NodeDb db, MessageRow message, Attempt? attempt)
    {
        if (attempt is null)
        {
            // A try that never reported its outcome (the node died) may have been sent in full (AS4-7).
            message.MaybeDelivered |= message.TryInFlight;
        }
        else
        {
            // After a retry by an administrator the schedule begins anew, and the numbers go on.
            attempt.Row.Number = Math.Max(attempt.Row.Number, 1 + (StoreQueries.Of(db).LastTry(db, message.Id) ?? 0));
            db.Add(attempt.Row);
            message.MaybeDelivered |= attempt.MaybeDelivered;
            message.LookedUpAfresh |= attempt.LookedUp;
        }

        message.TryInFlight = false;
    }

    private void Await(NodeDb db, MessageRow message, EnvironmentRuntime environment)
    {
        var until = clock.GetUtcNow() + environment.Setup.Options.MessageReceiptTimeout;
        db.Add(Events.Move(message, MessageStatus.WaitingForReceipt, clock, $"Waiting for the message receipt until {until:yyyy-MM-dd HH:mm}Z."));
        var late = clock.GetUtcNow() + environment.Setup.Options.MessageReceiptWarning;
        db.Add(WorkRow.For(message, WorkKind.AwaitReceipt, late < until ? late : until));
    }

    private sealed record Attempt(TryRow Row, bool MaybeDelivered, bool LookedUp = false, bool PeerHasIt = false);
}
