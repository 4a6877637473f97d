using SdkNode.As4.Receipts;
using SdkNode.As4.Sending;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Partners;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Trust;
using SdkNode.Routing;
using SdkNode.Security;

namespace SdkNode.Node.Outbound;

/// <summary>
/// The way out, C1 to C2 to the network (DESIGN 2): seal once, find the receiver, send, check the AS4 receipt, record. Every step
/// is idempotent: after a crash the same work is claimed again and goes on from what is stored.
/// </summary>
internal sealed class OutboundFlow(MessageStore store, ContentStore content, SealStep seal, SettingsGap gap, AccessPointGate gate, TimeProvider clock) : IWorkFlow
{
    private readonly OutboundRecorder _recorder = new(store, clock);

    /// <inheritdoc />
    public async Task RunAsync(WorkRow work, CancellationToken cancellationToken)
    {
        FaultPoint.Reach("send: claimed");

        // 1. The message and its environment. One that has reached its end meanwhile (its message receipt was quicker) is done.
        var message = await store.FindAsync(work.MessageId, cancellationToken);
        if (message is null || message.Status.IsFinal())
        {
            await store.EndStepAsync(work, static (_, _) => { }, again: null, cancellationToken);
            return;
        }

        if (await gap.FindToSendAsync(work, message, cancellationToken) is not { } environment)
        {
            return;
        }

        // 2. Seal, once: encrypt, sign, store. From here on the access point's half needs no O2O key.
        SealedContent? envelope = null;
        if (message.Sealed is null && !(await seal.RunAsync(message, environment, cancellationToken)).TryGet(out envelope, out var fault))
        {
            await _recorder.NotSentAsync(work, message, environment, fault, cancellationToken);
            return;
        }

        // 3. Where to: the endpoint and certificate that the metadata names now (DIR-4), and that we may send at all (AP-2).
        var found = await FindRouteAsync(message, environment, cancellationToken);
        if (!found.TryGet(out var route, out var notFound))
        {
            await KeepAsync(work, envelope, cancellationToken);
            await _recorder.NotSentAsync(work, message, environment, new StepFault(notFound.Detail, notFound.Retryable, notFound.Remedy), cancellationToken);
            return;
        }

        // 4. An access point that has not answered lately is left alone for a while, but never by a message's last try.
        using var permit = gate.Ask(environment, route, OutboundRecorder.IsLast(work, environment));
        if (permit.Refusal is { } refusal)
        {
            await KeepAsync(work, envelope, cancellationToken);
            await _recorder.NotTriedAsync(work, message, route, refusal, environment, cancellationToken);
            return;
        }

        // 5. Name the transfer before the first try; a resend keeps the name (AS4-7). What has just been sealed is stored with it.
        var isNamed = message.As4MessageId is not null;
        if (!await NameAsync(envelope, async () => (message = await _recorder.BeginTryAsync(work, route, environment, envelope, cancellationToken)) is not null))
        {
            return;
        }

        // 6. Send and check the AS4 receipt.
        var outcome = await environment.Sender.SendAsync(await TransmissionAsync(message, route, environment, isNamed, cancellationToken), cancellationToken);
        FaultPoint.Reach("send: answered");
        var change = permit.Report(outcome);
        TellMet(message, route, outcome, environment.Met);

        // 7. Record outcome, next try or end, event log and status in one transaction.
        ForgetIfStale(message, environment, outcome);
        await _recorder.OutcomeAsync(work, message, route, outcome, environment, cancellationToken);
        FaultPoint.Reach("send: recorded");
        await gate.FollowAsync(change, environment, route, outcome, cancellationToken);
    }

    // A message that had no name before has no earlier tries either.
    private async Task<As4Transmission> TransmissionAsync(MessageRow message, ReceiverRoute route, EnvironmentRuntime environment, bool wasNamed, CancellationToken cancellationToken) =>
        TransmissionBuilder.Build(message, route, environment, content) with { EarlierTries = wasNamed ? await store.TriesAsync(message.Id, cancellationToken) : [] };

    private static void TellMet(MessageRow message, ReceiverRoute route, As4SendOutcome outcome, PartnersMet met)
    {
        if (outcome is As4Acknowledged)
        {
            met.Sent(route.PartyId, message.To, route.Endpoint);
        }
        else
        {
            met.NotSent(route.PartyId, message.To, route.Endpoint, message.XheId, outcome.Detail);
        }

        met.Met(TrustPurpose.AccessPoint, route.PartyId, route.AccessPoint);
        if (route.Encryption is { } encryption)
        {
            met.Met(TrustPurpose.O2O, message.To, encryption);
        }
    }

    private static void ForgetIfStale(MessageRow message, EnvironmentRuntime environment, As4SendOutcome outcome)
    {
        if (outcome.Disposition == As4Disposition.LookUpAfresh || outcome.SignedByAnother)
        {
            environment.Directory.Forget(Participant(message.To), DocumentType(message));
        }
    }

    // No try is made now: what has just been sealed is stored for the next one.
    private Task KeepAsync(WorkRow work, SealedContent? envelope, CancellationToken cancellationToken) =>
        envelope is null ? Task.CompletedTask : NameAsync(envelope, () => _recorder.SealedAsync(work, envelope, cancellationToken));

    private Task<bool> NameAsync(SealedContent? envelope, Func<Task<bool>> name) => envelope is null ? name() : content.KeepIfAsync(envelope.Content, name);

    private static async Task<Result<ReceiverRoute, RoutingFault>> FindRouteAsync(MessageRow message, EnvironmentRuntime environment, CancellationToken cancellationToken)
    {
        var type = DocumentType(message);
        if (message.Kind == MessageKind.Message)
        {
            var own = await environment.Directory.FindReceiverAsync(Participant(message.From), type.ReceiptType, cancellationToken);
            if (!own.IsOk && !own.Fault.Retryable)
            {
                return own.Fault with { Detail = $"{message.From} is not registered to receive message receipts, and without that it must not send (AP-2): {own.Fault.Detail}" };
            }
        }

        var found = await environment.Directory.FindReceiverAsync(Participant(message.To), type, cancellationToken);
        FaultPoint.Reach("send: routed");
        return found;
    }

    private static DocumentTypeIdentifier DocumentType(MessageRow message) => DocumentTypeIdentifier.Parse(message.DocumentType).Value!;

    private static ParticipantIdentifier Participant(string text) => ParticipantIdentifier.Parse(text).Value!;
}
