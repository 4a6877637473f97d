using Microsoft.Extensions.Logging;
using SdkNode.Envelope.Identifiers;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Audit;
using SdkNode.Node.Cli;
using SdkNode.Node.Health;
using SdkNode.Node.Hosting;
using SdkNode.Node.Jobs;
using SdkNode.Node.Partners;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Telemetry;
using SdkNode.Node.Trust;

namespace SdkNode.Node.Inbound;

/// <summary>
/// The way in, network to C3 (DESIGN 2 In 1-3), for one request: serviced? seen before? stage; AP-3; commit message, transfer
/// and AS4 receipt in one transaction; only then does the receiver answer.
/// </summary>
internal sealed partial class InboundTransfer(EnvironmentRuntime environment, MessageStore store, ContentStore content, StorageWatch storage, TimeProvider clock, ILogger<InboundTransfer> logger) : IAs4Consumer, IAsyncDisposable
{
    private const int MostCopies = 20;

    private ServicedHeader? _header;
    private StagedEnvelope? _staged;
    private string? _reason;

    /// <summary>Whether a message was committed.</summary>
    public bool Committed { get; private set; }

    /// <summary>How the peer's envelope broke the profile or its own AS4 header, and whose it was; null when it did not (XHE-11).</summary>
    public (string Party, string Detail)? NonCompliance { get; private set; }

    /// <summary>Whether what came was refused by the peer's fault: not for reasons of ours, not for now, not because it went away.</summary>
    public bool WasRefused { get; private set; }

    private string Environment => environment.Setup.Name;

    /// <inheritdoc />
    public async ValueTask<As4Decision> CheckHeaderAsync(ReceivedUserMessage message, CancellationToken cancellationToken)
    {
        var known = await store.FindTransferAsync(Environment, message.Message.From.Id, message.Message.MessageId, cancellationToken);
        if (known is not null)
        {
            await store.LogAsync(EventLog.Incoming(EventLog.DuplicateAnswered, Environment, OursOf(message), message, null, clock), cancellationToken);
            return new As4Decision.Duplicate(known.Receipt);
        }

        (_header, var refusal, var reason) = ServiceCheck.Judge(message.Message, environment.Setup);
        FaultPoint.Reach("receive: header checked");
        return refusal is null ? As4Decision.Proceed : Refuse(refusal, reason);
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenStagingAsync(ReceivedUserMessage message, int part, CancellationToken cancellationToken)
    {
        _staged = new StagedEnvelope(content.Create());
        return ValueTask.FromResult<Stream>(_staged);
    }

    /// <inheritdoc />
    public async ValueTask<As4Decision> CommitAsync(ReceivedUserMessage message, SignedReceipt receipt, CancellationToken cancellationToken)
    {
        // XHE-11: the envelope keeps the profile's rules, else the peer is told and the operator keeps a report.
        var (envelope, faults) = _staged!.Read();
        if (envelope is null)
        {
            return RefuseEnvelope(message, As4Error.XheNotCompliant, $"The envelope does not keep the profile {NonComplianceReport.ProfileMark}: {faults}");
        }

        // AP-3: it agrees with the AS4 header.
        if (Disagreement(envelope) is { } disagreement)
        {
            return RefuseEnvelope(message, As4Error.NotServiced, disagreement);
        }

        await _staged.CompleteAsync(cancellationToken);
        FaultPoint.Reach("receive: content stored");
        try
        {
            return await StoreAsync(message, receipt, envelope, cancellationToken);
        }
        catch (Exception e) when (StorageFault.Of(e) is { NothingStored: true })
        {
            // The sender comes again; what lies here would only take the room that is missing.
            content.Delete(_staged.Id);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask TestServiceCalledAsync(ReceivedUserMessage message, CancellationToken cancellationToken) =>
        await store.LogAsync(EventLog.Incoming(EventLog.PingAnswered, Environment, OursOf(message), message, null, clock), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DiscardAsync(ReceivedUserMessage? message, As4Refusal reason, CancellationToken cancellationToken)
    {
        _staged?.Discard();
        WasRefused = reason is { Exception: null, HttpStatus: not (0 or 429 or 503) };
        var detail = _reason ?? reason.Detail;
        if (reason.Exception is not null && storage.Met(reason.Exception))
        {
            // Told once, by the watch; the peer was answered EBMS:0202 and comes again (AS4-10). The event log can hold it no more than the message.
            return;
        }

        if (reason.Exception is not null)
        {
            LogBug(logger, Environment, Shown(reason.ClaimedParty), Shown(reason.ClaimedMessageId), reason.Exception);
        }
        else
        {
            LogRefused(logger, Environment, Shown(reason.ClaimedParty), Shown(reason.ClaimedMessageId), reason.Error?.Code ?? $"HTTP {reason.HttpStatus}", Shown(detail)!);
        }

        if (message is not null && WasRefused)
        {
            environment.Met.Refused(message.Message.From.Id, message.Message.MessageId, detail);
        }

        var entry = message is not null
            ? EventLog.Incoming(EventLog.MessageRefused, Environment, OursOf(message), message, _header is null ? null : message.Message.ConversationId, clock, detail)
            : new EventLogRow
            {
                Environment = Environment,
                Participant = "",
                At = clock.GetUtcNow(),
                Event = EventLog.MessageRefused,
                Direction = Direction.Incoming,
                PeerParty = reason.ClaimedParty,
                As4MessageId = reason.ClaimedMessageId,
                Fault = detail,
            };
        await store.LogAsync(entry, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _staged?.Discard();
        return ValueTask.CompletedTask;
    }

    // What is only claimed may steer a terminal.
    private static string? Shown(string? claimed) => claimed is null ? null : TerminalText.Printable(claimed);

    // The participant of ours that a message names, or empty: whatever else a peer names is no name for a log of ours.
    private string OursOf(ReceivedUserMessage message) =>
        ParticipantIdentifier.Parse(message.Message.Property("finalRecipient")?.Value ?? "").TryGet(out var id, out _) && environment.Setup.FindParticipant(id) is { } ours ? ours.Id.Value : "";

    private async Task<As4Decision> StoreAsync(ReceivedUserMessage message, SignedReceipt receipt, XheHeader header, CancellationToken cancellationToken)
    {
        var participant = _header!.Participant.Id.Value;
        for (var copy = 0; ; copy++)
        {
            // Each is answered; but one that comes again and again under new AS4 ids must not cost ever more.
            if (copy >= MostCopies)
            {
                content.Delete(_staged!.Id);
                return Refuse(new As4Decision.Refuse(As4ErrorCode.OtherError, As4Error.XheNotCompliant), $"{MostCopies} other transfers have carried the envelope id {header.Id.Value} already.");
            }

            var row = Row(message, header, participant, copy);
            var step = copy == 0
                ? $"Received from access point {row.PeerParty}: {_staged!.Length:N0} octets of XHE."
                : $"Received from access point {row.PeerParty} under an id that is already used; it will be answered, not delivered.";
            var added = await store.AddAsync(
                [
                    row,
                    Transfer(message, receipt, row.Id),
                    WorkRow.For(row, WorkKind.Open, clock.GetUtcNow()),
                    Events.Step(row, clock, step),
                    EventLog.Incoming(EventLog.MessageReceived, Environment, participant, message, row.XheId, clock),
                ],
                cancellationToken);
            if (added)
            {
                Committed = true;
                NodeMeter.Received(Environment, row.EnvelopeBytes);
                environment.Met.Received(message.Message.From.Id, header.From.Value);
                environment.Met.Met(TrustPurpose.AccessPoint, message.Message.From.Id, message.SignerCertificate);
                FaultPoint.Reach("receive: committed");
                return As4Decision.Proceed;
            }

            // Either the same transfer was committed by another request meanwhile, or another transfer carried the same XHE id.
            if (await store.FindTransferAsync(Environment, message.Message.From.Id, message.Message.MessageId, cancellationToken) is { } known)
            {
                content.Delete(_staged!.Id);
                return new As4Decision.Duplicate(known.Receipt);
            }
        }
    }

    private MessageRow Row(ReceivedUserMessage message, XheHeader header, string participant, int copy) => new()
    {
        Id = Guid.CreateVersion7(),
        Environment = Environment,
        Participant = participant,
        Direction = Direction.Incoming,
        Kind = header.DocumentType.IsMessageReceipt ? MessageKind.MessageReceipt : MessageKind.Message,
        XheId = header.Id.Uuid.ToString("D"),
        Copy = copy,
        DocumentType = header.DocumentType.ToString(),
        From = header.From.Value,
        To = header.To.Value,
        FunctionalAddress = header.HandlingServiceId,
        Status = MessageStatus.Retrieved,
        CreatedAt = clock.GetUtcNow(),
        Sealed = _staged!.Id,
        SealedBytes = _staged.Length,
        EnvelopeBytes = _staged.Length,
        As4MessageId = message.Message.MessageId,
        As4Timestamp = message.Message.Timestamp,
        PeerParty = message.Message.From.Id,
    };

    private ReceivedTransferRow Transfer(ReceivedUserMessage message, SignedReceipt receipt, Guid messageId) => new()
    {
        Environment = Environment,
        SendingParty = message.Message.From.Id,
        As4MessageId = message.Message.MessageId,
        References = ReferenceLines.Write(message.References),
        Receipt = receipt.Body.ToArray(),
        MessageId = messageId,
        ReceivedAt = clock.GetUtcNow(),
    };

    private string? Disagreement(XheHeader xhe)
    {
        if (!xhe.To.Equals(_header!.Participant.Id))
        {
            return $"The envelope is for {xhe.To}, the AS4 header says {_header.Participant.Id} {NonComplianceReport.HeaderMark}.";
        }

        if (!xhe.From.Equals(_header.From))
        {
            return $"The envelope is from {xhe.From}, the AS4 header says {_header.From} {NonComplianceReport.HeaderMark}.";
        }

        if (xhe.DocumentType != _header.DocumentType)
        {
            return $"The envelope's document type is {xhe.DocumentType}, the AS4 action says {_header.DocumentType} {NonComplianceReport.HeaderMark}.";
        }

        return xhe.Federation == environment.Setup.Federation
            ? null
            : $"The envelope's federation is {xhe.Federation}, ours is {environment.Setup.Federation} {NonComplianceReport.HeaderMark}.";
    }

    private As4Decision.Refuse RefuseEnvelope(ReceivedUserMessage message, string error, string reason)
    {
        NonCompliance = (message.Message.From.Id, reason);
        return Refuse(new As4Decision.Refuse(As4ErrorCode.OtherError, error), reason);
    }

    private As4Decision.Refuse Refuse(As4Decision.Refuse refusal, string reason)
    {
        _reason = reason;
        return refusal;
    }

    [LoggerMessage(1301, LogLevel.Warning, "Environment {Environment}: the message {MessageId} of {Party} was refused with {Code}: {Detail}")]
    private static partial void LogRefused(ILogger logger, string environment, string? party, string? messageId, string code, string detail);

    [LoggerMessage(1302, LogLevel.Error, "Environment {Environment}: a fault of our own while the message {MessageId} of {Party} was received; the peer was told EBMS:0202 and will try again.")]
    private static partial void LogBug(ILogger logger, string environment, string? party, string? messageId, Exception exception);
}
