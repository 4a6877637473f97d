namespace SdkNode.Node.Store.Rows;

/// <summary>
/// One entry of the access point's event log (AP-5): append-only, UTC, kept apart per participant, never content.
/// </summary>
internal sealed class EventLogRow
{
    /// <summary>Row id, in order.</summary>
    public long Id { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>Our participant; empty where the fault came before one was known.</summary>
    public required string Participant { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What: see docs/events.md.</summary>
    public required string Event { get; set; }

    /// <summary>Out or in.</summary>
    public Direction Direction { get; set; }

    /// <summary>The other access point.</summary>
    public string? PeerParty { get; set; }

    /// <summary>Its certificate: subject, issuer, serial number, thumbprint.</summary>
    public string? PeerCertificate { get; set; }

    /// <summary>The signature of its message or receipt, Base64.</summary>
    public string? PeerSignature { get; set; }

    /// <summary>The sending participant.</summary>
    public string? From { get; set; }

    /// <summary>The receiving participant.</summary>
    public string? To { get; set; }

    /// <summary>The AS4 MessageId.</summary>
    public string? As4MessageId { get; set; }

    /// <summary>The AS4 ConversationId.</summary>
    public string? ConversationId { get; set; }

    /// <summary>The envelope's id, logged together with the AS4 id.</summary>
    public string? XheId { get; set; }

    /// <summary>The cause of a fault.</summary>
    public string? Fault { get; set; }
}
