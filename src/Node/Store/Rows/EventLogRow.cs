namespace SdkNode.Node.Store.Rows;

/// <summary>
/// One entry of the access point's event log (AP-5): append-only, UTC, kept apart per participant, never content.
/// </summary>
internal sealed class EventLogRow : LogEntry
{
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

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, string?>> Fields() =>
    [
        .. Common(),
        new("direction", Direction == Direction.Outgoing ? "out" : "in"),
        new("peerParty", PeerParty),
        new("peerCertificate", PeerCertificate),
        new("peerSignature", PeerSignature),
        new("from", From),
        new("to", To),
        new("as4MessageId", As4MessageId),
        new("conversationId", ConversationId),
        new("xheId", XheId),
        new("fault", Fault),
    ];
}
