using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;
using SdkNode.Node.Outbound;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Administration;

/// <summary>
/// An administrator's retry (API-3): of a message in a non-final status with the same AS4 MessageId and the same sealed octets; of an
/// outgoing one that has failed as a new message of the same conversation.
/// </summary>
internal sealed class MessageRetry(OpenedStore store, Intake intake, TimeProvider clock)
{
    /// <summary>Retries a message.</summary>
    /// <param name="id">Its internal id.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<RetryOutcome> RunAsync(Guid id, string by, CancellationToken cancellationToken)
    {
        MessageRow? failed = null;
        RetryOutcome outcome = new RetryOutcome.NotFound();
        await StoreTransaction.RunAsync(store.Open, async db =>
        {
            if (await MessageSituation.ReadAsync(db, id, store.Work, cancellationToken) is not { } situation)
            {
                return false;
            }

            if (situation.WhyNoRetry is { } why)
            {
                outcome = new RetryOutcome.Refused(why);
                return false;
            }

            if (situation is { IsOver: true } && !situation.Hurried.Any())
            {
                failed = situation.Message;
                return false;
            }

            outcome = new RetryOutcome.Due(situation.AwaitsReceipt ? SendAgain(db, situation, by) : Hurry(db, situation, by));
            return true;
        }, cancellationToken);
        if (failed is not null)
        {
            outcome = await SendAnewAsync(failed, by, cancellationToken);
        }

        return outcome;
    }

    private string SendAgain(NodeDb db, MessageSituation situation, string by)
    {
        var message = situation.Message;
        db.Work.RemoveRange(situation.Work);
        db.Add(WorkRow.For(message, WorkKind.Send, clock.GetUtcNow()));

        // The receiver may well have it, whatever comes of the new tries (AS4-7).
        message.MaybeDelivered = true;
        message.LookedUpAfresh = false;
        db.Add(Events.Move(message, MessageStatus.ScheduledForResend, clock, $"Sent again under the same AS4 MessageId, because an administrator ({by}) retried it."));
        Note(db, message, by);
        return "It is sent again now, under the same AS4 MessageId: a receiver that has it already takes it as a duplicate. Then it waits for its message receipt anew.";
    }

    private string Hurry(NodeDb db, MessageSituation situation, string by)
    {
        var now = clock.GetUtcNow();
        var wasSetAside = situation.SetAside.Any();
        foreach (var work in situation.Hurried)
        {
            (work.DeadAt, work.Fault, work.Faults, work.Claims) = (null, null, 0, 0);
            (work.DueAt, work.LeaseOwner, work.LeaseUntil) = (now, null, DateTimeOffset.MinValue);
        }

        foreach (var message in new[] { situation.Message, situation.Receipt }.OfType<MessageRow>())
        {
            db.Add(Events.Step(message, clock, $"Due now, because an administrator ({by}) retried it{(wasSetAside ? "; it is no longer set aside" : "")}."));
            AlarmList.Close(db, AlarmKinds.DeadLetter, message.Environment, message.XheId, now);
        }

        Note(db, situation.Message, by);
        return $"Due now: {string.Join(", ", situation.Hurried.Select(work => work.Kind).Distinct())}{(wasSetAside ? "; it is no longer set aside" : "")}.";
    }

    // The same checks as for every submission; the old message and the new one say so in one transaction.
    private async Task<RetryOutcome> SendAnewAsync(MessageRow failed, string by, CancellationToken cancellationToken)
    {
        var type = DocumentTypeIdentifier.Parse(failed.DocumentType).Value!.BaseCode;
        var submission = new Submission(failed.Environment, failed.From, failed.To, type, failed.FunctionalAddress) { ClientId = failed.ClientId, SenderAddress = failed.OwnAddress };
        var payload = new RetriedPayload(store.Content, failed.Payload!.Value, clock);
        MessageRow? row;
        try
        {
            var prepared = await intake.PrepareAsync(
                new OutgoingPayload(submission, type == DocumentTypeIdentifier.SdkMessageBaseCode ? payload.WriteRenamedAsync : payload.CopyAsync), cancellationToken);
            if (!prepared.TryGet(out row, out var fault))
            {
                return new RetryOutcome.Refused($"The new message is not taken: {string.Join("; ", fault.Details)}");
            }
        }
        catch (ContentUnusableException e)
        {
            return new RetryOutcome.Refused($"{e.Message} Send the message anew from the system that made it.");
        }

        RetryOutcome outcome = new RetryOutcome.NotFound();
        await store.Content.KeepIfAsync(row.Payload!.Value, () => StoreTransaction.RunAsync(store.Open, async db =>
        {
            // Somebody else may have retried or deleted it meanwhile.
            if (await MessageSituation.ReadAsync(db, failed.Id, store.Work, cancellationToken) is not { } situation || situation.WhyNoRetry is { } why && Refuse(why))
            {
                return false;
            }

            situation.Message.RetriedAs = row.XheId;
            db.AddRange(intake.WithWork(row));
            db.Add(Events.Step(situation.Message, clock, $"An administrator ({by}) retried it as the new message {row.XheId}."));
            db.Add(Events.Step(row, clock, $"A retry of the failed message {failed.XheId} by an administrator ({by})."));
            Note(db, situation.Message, by);
            outcome = new RetryOutcome.Anew(row.Id, row.XheId);
            return true;
        }, CancellationToken.None));
        return outcome;

        bool Refuse(string why)
        {
            outcome = new RetryOutcome.Refused(why);
            return true;
        }
    }

    private void Note(NodeDb db, MessageRow message, string by) => db.Add(EventLog.Administered(EventLog.MessageRetried, message, clock, $"Retried by {by}."));
}
