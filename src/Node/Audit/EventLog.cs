using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Receiving;
using SdkNode.As4.Sending;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>Makes the event log's entries (AP-5). The names are a contract: docs/events.md lists them.</summary>
internal static class EventLog
{
    /// <summary>An outgoing message was acknowledged by the receiving access point.</summary>
    public const string MessageSent = "message-sent";

    /// <summary>A try to send failed.</summary>
    public const string MessageNotSent = "message-not-sent";

    /// <summary>An incoming message was committed and acknowledged.</summary>
    public const string MessageReceived = "message-received";

    /// <summary>An incoming message was refused at the border.</summary>
    public const string MessageRefused = "message-refused";

    /// <summary>An incoming message came again and was answered, not delivered.</summary>
    public const string DuplicateAnswered = "duplicate-answered";

    /// <summary>The test service was called and answered; nothing was delivered (AS4-9).</summary>
    public const string PingAnswered = "ping-answered";

    /// <summary>An envelope was refused after it had been acknowledged.</summary>
    public const string EnvelopeRefused = "envelope-refused";

    /// <summary>Malicious content was found in an incoming message, which is quarantined.</summary>
    public const string MaliciousContent = "malicious-content";

    /// <summary>An administrator retried a message.</summary>
    public const string MessageRetried = "message-retried";

    /// <summary>An administrator ended a message.</summary>
    public const string MessageEnded = "message-ended";

    /// <summary>Every event's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [MessageSent, MessageNotSent, MessageReceived, MessageRefused, DuplicateAnswered, PingAnswered, EnvelopeRefused, MaliciousContent, MessageRetried, MessageEnded];

    /// <summary>Outgoing, acknowledged.</summary>
    public static EventLogRow Sent(MessageRow message, TimeProvider clock, As4Acknowledged outcome) => About(message, clock, MessageSent, null) is var row
        ? With(row, outcome.Signer, outcome.SignatureValue) : row;

    /// <summary>Outgoing, failed.</summary>
    public static EventLogRow NotSent(MessageRow message, TimeProvider clock, string fault) => About(message, clock, MessageNotSent, fault);

    /// <summary>Incoming, refused after the AS4 receipt.</summary>
    public static EventLogRow RefusedEnvelope(MessageRow message, TimeProvider clock, string fault) => About(message, clock, EnvelopeRefused, fault);

    /// <summary>Incoming, quarantined.</summary>
    public static EventLogRow Quarantined(MessageRow message, TimeProvider clock, string signatures) => About(message, clock, MaliciousContent, signatures);

    /// <summary>What an administrator did with a message; <paramref name="detail"/> says who.</summary>
    public static EventLogRow Administered(string name, MessageRow message, TimeProvider clock, string detail) => About(message, clock, name, detail);

    /// <summary>Incoming: committed, or a duplicate, or refused once its header had been verified. <paramref name="participant"/> is one of ours, or empty: what a peer names opens no chain of its own.</summary>
    public static EventLogRow Incoming(string name, string environment, string participant, ReceivedUserMessage transfer, string? xheId, TimeProvider clock, string? fault = null)
    {
        var message = transfer.Message;
        var row = new EventLogRow
        {
            Environment = environment,
            Participant = participant,
            At = clock.GetUtcNow(),
            Event = name,
            Direction = Direction.Incoming,
            PeerParty = message.From.Id,
            From = message.Property("originalSender")?.Value,
            To = message.Property("finalRecipient")?.Value,
            As4MessageId = message.MessageId,
            ConversationId = message.ConversationId,
            XheId = xheId,
            Fault = fault,
        };
        return With(row, transfer.SignerCertificate, transfer.SignatureValue);
    }

    private static EventLogRow About(MessageRow message, TimeProvider clock, string name, string? fault) => new()
    {
        Environment = message.Environment,
        Participant = message.Participant,
        At = clock.GetUtcNow(),
        Event = name,
        Direction = message.Direction,
        PeerParty = message.PeerParty,
        From = message.From,
        To = message.To,
        As4MessageId = message.As4MessageId,
        ConversationId = message.XheId,
        XheId = message.XheId,
        Fault = fault,
    };

    private static EventLogRow With(EventLogRow row, X509Certificate2 certificate, ReadOnlyMemory<byte> signature)
    {
        row.PeerCertificate = $"{certificate.Subject}; issuer {certificate.Issuer}; serial {certificate.SerialNumber}; thumbprint {certificate.Thumbprint}";
        row.PeerSignature = Convert.ToBase64String(signature.Span);
        return row;
    }
}
