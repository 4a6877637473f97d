using Microsoft.Extensions.Logging;
using SdkNode.As4.Sending;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Opening;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;
using SdkNode.Node.Delivery;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Routing;

namespace SdkNode.Node.Inbound;

/// <summary>Writes what became of an envelope: delivery, message receipt, status, timeline and event log in one transaction.</summary>
internal sealed partial class OpeningRecorder(OpenedStore store, ReceiptIssuer receipts, DeliveryPlan deliveries, AlarmList alarms, TimeProvider clock, ILogger<OpeningRecorder> logger)
{
    private const int MostTriesTold = 10;
    private const string NotYet = "Not opened yet";
    private const string NotRegistered = "not-registered";

    /// <summary>Something outside is down: the envelope stays stored, encrypted and unopened, and is tried again (O2O-4).</summary>
    public Task<bool> LaterAsync(WorkRow work, string detail, CancellationToken cancellationToken) =>
        LaterAsync(work, detail, RetryWait.After(work.Attempts), remedy: null, title: null, cancellationToken);

    private Task<bool> LaterAsync(WorkRow work, string detail, TimeSpan wait, string? remedy, string? title, CancellationToken cancellationToken)
    {
        LogWaiting(logger, work.MessageId, detail);
        return store.Messages.EndStepAsync(work, (db, message) =>
        {
            // An outage may last for days; the log tells every try.
            if (work.Attempts < MostTriesTold || title is not null)
            {
                var step = Events.Step(message, clock, $"{NotYet}: {detail} Tried again in {wait:hh\\:mm\\:ss}.", remedy);
                step.Title = title;
                db.Add(step);
            }
        }, clock.GetUtcNow() + wait, cancellationToken);
    }

    /// <summary>The envelope itself was refused.</summary>
    public async Task RefusedAsync(WorkRow work, MessageRow message, EnvelopeFault fault, CancellationToken cancellationToken)
    {
        if (fault is { Disposition: EnvelopeDisposition.Reject, Line: { } line } && message.Kind == MessageKind.Message)
        {
            await RejectAsync(work, message, [line], (fault.Detail, null), payload: null, cancellationToken);
        }
        else
        {
            await EndAsync(work, message, fault.Detail, cancellationToken);
        }
    }

    /// <summary>The signer was not approved.</summary>
    public async Task SignerAsync(WorkRow work, MessageRow message, RoutingFault fault, ConfirmationOptions confirmation, CancellationToken cancellationToken)
    {
        if (fault.Retryable)
        {
            await LaterAsync(work, fault.Detail, RetryWait.After(work.Attempts), fault.Remedy, title: null, cancellationToken);
        }
        else if (fault.Kind is RoutingFaultKind.NotRegistered or RoutingFaultKind.ServiceNotRegistered && await DoubtAsync(message, confirmation, cancellationToken) is { } wait)
        {
            await LaterAsync(work, $"{fault.Detail} That counts when it has been the answer {confirmation.Answers} times in a row.", wait, fault.Remedy, NotRegistered, cancellationToken);
        }
        else if (fault.Kind is RoutingFaultKind.NotRegistered or RoutingFaultKind.ServiceNotRegistered || message.Kind == MessageKind.MessageReceipt)
        {
            // RCPT-5: a sender that is not registered gets no receipt; a receipt is never answered (RCPT-2).
            await EndAsync(work, message, fault.Detail, cancellationToken);
        }
        else
        {
            await RejectAsync(work, message, [ReceiptLine.Security("The signer's certificate is not accepted for the sender.")], (fault.Detail, fault.Remedy), payload: null, cancellationToken);
        }
    }

    // Neither DNS nor HTTP 404 is signed: a mistake in a zone or a server that starts may say for a moment that nobody is there, and a
    // message that has its AS4 receipt would be lost by it. Only what is said again and again is definite (O2O-4).
    private async Task<TimeSpan?> DoubtAsync(MessageRow message, ConfirmationOptions confirmation, CancellationToken cancellationToken)
    {
        var steps = await store.Messages.EventsAsync(message.Id, cancellationToken);
        var answers = 1 + steps.Reverse().Where(step => step.Detail.StartsWith(NotYet, StringComparison.Ordinal)).TakeWhile(step => step.Title == NotRegistered).Count();
        return new As4RetrySchedule(confirmation.Answers, confirmation.Span).DelayAfter(answers, Random.Shared.NextDouble());
    }

    /// <summary>The payload was judged. False when the lease was lost and nothing was written.</summary>
    public async Task<bool> JudgedAsync(WorkRow work, MessageRow message, Verdict verdict, StoredPayload payload, CancellationToken cancellationToken)
    {
        switch (verdict)
        {
            case Verdict.Receipt receipt:
                return await store.Messages.EndStepAsync(work, (db, row) => ReceivedReceipts.Close(db, row, receipt.Content, payload, clock), again: null, cancellationToken);
            case Verdict.Rejected rejected:
                return await RejectAsync(work, message, rejected.Lines, (null, null), payload, cancellationToken);
            case Verdict.Malicious malicious:
                return await QuarantineAsync(work, message, malicious, payload, cancellationToken);
            case Verdict.NotYet notYet:
                await LaterAsync(work, notYet.Detail, cancellationToken);
                return false;
            case Verdict.Unusable unusable:
                if (unusable.Signatures is { } signatures)
                {
                    await IncidentAsync(message, signatures, "it was refused and its content deleted", cancellationToken);
                }

                await EndAsync(work, message, unusable.Detail, cancellationToken);
                return false;
            default:
                return await AcceptAsync(work, message, (Verdict.Accepted)verdict, payload, cancellationToken);
        }
    }

    private async Task<bool> AcceptAsync(WorkRow work, MessageRow message, Verdict.Accepted accepted, StoredPayload payload, CancellationToken cancellationToken)
    {
        var answer = await receipts.PrepareAsync(message, [], cancellationToken);
        return await store.Messages.EndStepAsync(work, (db, row) =>
        {
            row.Payload = payload.Content;
            row.PayloadBytes = payload.Bytes;
            if (accepted.Message is { } content)
            {
                MessageHead.Fill(row, content, store.Heads);
                row.SenderKnown = accepted.SenderKnown;
            }

            // MSG-15: recorded once, never changed.
            row.ArrivedAt ??= clock.GetUtcNow();
            db.AddRange(answer);
            db.AddRange(deliveries.WorkFor(row));
            db.Add(Events.Step(row, clock, "Signature, sender and content are in order; stored and available."));
            db.Add(Events.Move(row, MessageStatus.ReceiptSent, clock, "The message receipt ACCEPTED is on its way."));
        }, again: null, cancellationToken);
    }

    private async Task<bool> RejectAsync(WorkRow work, MessageRow message, IReadOnlyList<ReceiptLine> lines, (string? Detail, string? Remedy) why, StoredPayload? payload, CancellationToken cancellationToken)
    {
        var answer = await receipts.PrepareAsync(message, lines, cancellationToken);
        return await store.Messages.EndStepAsync(work, (db, row) => Reject(db, row, lines, why, payload, answer), again: null, cancellationToken);
    }

    private void Reject(NodeDb db, MessageRow row, IReadOnlyList<ReceiptLine> lines, (string? Detail, string? Remedy) why, StoredPayload? payload, IReadOnlyList<object> answer)
    {
        row.Mark = MessageMark.Rejected;
        row.Payload = payload?.Content;
        row.PayloadBytes = payload?.Bytes ?? 0;
        db.AddRange(answer);
        db.Add(EventLog.RefusedEnvelope(row, clock, why.Detail ?? string.Join("; ", lines.Select(line => $"{line.Code}/{line.Reason} {line.LineId}"))));
        db.AddRange(lines.Select(line => new MessageEventRow { MessageId = row.Id, At = clock.GetUtcNow(), Code = line.Code, Title = line.Reason, Detail = line.Text, In = line.LineId }));
        if (why.Detail is { } detail)
        {
            db.Add(Events.Step(row, clock, detail, why.Remedy));
        }

        db.Add(Events.Move(row, MessageStatus.ReceiptSent, clock, "The message receipt REJECTED is on its way."));
    }

    // RCPT-4: an incident. The payload stays sealed where nobody but who looks into it gets it: no client and no mailbox sees it.
    private async Task<bool> QuarantineAsync(WorkRow work, MessageRow message, Verdict.Malicious malicious, StoredPayload payload, CancellationToken cancellationToken)
    {
        var detail = $"Malicious content was found: {malicious.Signatures}. The message is quarantined.";
        await IncidentAsync(message, malicious.Signatures, "it was rejected and is quarantined", cancellationToken);
        var answer = await receipts.PrepareAsync(message, malicious.Lines, cancellationToken);
        return await store.Messages.EndStepAsync(work, (db, row) =>
        {
            row.Quarantined = true;
            db.Add(EventLog.Quarantined(row, clock, malicious.Signatures));
            Reject(db, row, malicious.Lines, (detail, null), payload, answer);
        }, again: null, cancellationToken);
    }

    private Task IncidentAsync(MessageRow message, string signatures, string consequence, CancellationToken cancellationToken) => alarms.RaiseAsync(
        AlarmKinds.MaliciousContent, message.Environment, message.XheId, $"{signatures} was found in a message from {message.From} to {message.FunctionalAddress}; {consequence}.",
        "Tell the sender's organisation; end the alarm when the incident is closed.", cancellationToken);

    private Task<bool> EndAsync(WorkRow work, MessageRow message, string detail, CancellationToken cancellationToken)
    {
        LogRefused(logger, message.XheId, message.From, detail);
        return store.Messages.EndStepAsync(work, (db, row) =>
        {
            db.Add(EventLog.RefusedEnvelope(row, clock, detail));
            Events.Fail(db, row, clock, $"{detail} No message receipt is sent (RCPT-5).");
        }, again: null, cancellationToken);
    }

    [LoggerMessage(1311, LogLevel.Warning, "The message {MessageId} waits unopened: {Detail}")]
    private static partial void LogWaiting(ILogger logger, Guid messageId, string detail);

    [LoggerMessage(1312, LogLevel.Warning, "The envelope {XheId} of {From} was refused without a message receipt: {Detail}")]
    private static partial void LogRefused(ILogger logger, string xheId, string from, string detail);
}
