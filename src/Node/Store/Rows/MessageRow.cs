namespace SdkNode.Node.Store.Rows;

/// <summary>Which way a message goes.</summary>
internal enum Direction
{
    /// <summary>From a participant of ours.</summary>
    Outgoing,

    /// <summary>To a participant of ours.</summary>
    Incoming,
}

/// <summary>What an envelope carries.</summary>
internal enum MessageKind
{
    /// <summary>A message: it is answered with a message receipt.</summary>
    Message,

    /// <summary>A message receipt: it is never answered (RCPT-2).</summary>
    MessageReceipt,
}

/// <summary>
/// One message or message receipt, in or out. Unique by (environment, participant, direction, XHE id): one node may hold both ends (API-3).
/// Content is never here; it lies encrypted in the content store.
/// </summary>
internal sealed class MessageRow
{
    /// <summary>Internal id, version 7.</summary>
    public Guid Id { get; set; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; set; }

    /// <summary>Our participant, as configured.</summary>
    public required string Participant { get; set; }

    /// <summary>Out or in.</summary>
    public Direction Direction { get; set; }

    /// <summary>Message or message receipt.</summary>
    public MessageKind Kind { get; set; }

    /// <summary>The envelope's id, which is the SDK message's messageId (XHE-3).</summary>
    public required string XheId { get; set; }

    /// <summary>
    /// 0 for the message itself; 1, 2 … for envelopes that came later under the same id and are only answered with a message
    /// receipt, never delivered (RCPT-4: messageId already used).
    /// </summary>
    public int Copy { get; set; }

    /// <summary>The document identifier with its transport model (ID-6, ID-8).</summary>
    public required string DocumentType { get; set; }

    /// <summary>The sending participant.</summary>
    public required string From { get; set; }

    /// <summary>The receiving participant.</summary>
    public required string To { get; set; }

    /// <summary>HandlingServiceID: the receiver's functional address; in a receipt the answered message's (XHE-7).</summary>
    public string? FunctionalAddress { get; set; }

    /// <summary>The conversation; known once the content is (MSG-3).</summary>
    public string? ConversationId { get; set; }

    /// <summary>The message answered or complemented (MSG-4).</summary>
    public string? RefToMessageId { get; set; }

    /// <summary>
    /// The functional address on our side: the sender's of an outgoing SDK message, the recipient's of an incoming one that was
    /// accepted. Clients and mailboxes see a message by it; what has none (receipts, rejected messages, other types) they never see.
    /// </summary>
    public string? OwnAddress { get; set; }

    /// <summary>The functional address on the other side, where the message names one.</summary>
    public string? OtherAddress { get; set; }

    /// <summary>When the message says that it was made (MSG-1).</summary>
    public DateTimeOffset? WrittenAt { get; set; }

    /// <summary>
    /// The message's header as the contract with clients has it, JSON, sealed by the node key: labels, persons and references are
    /// content (<see cref="Content.HeadCipher"/>).
    /// </summary>
    public byte[]? Head { get; set; }

    /// <summary>Incoming: whether the address book knows the sender's organisation and functional address (DIR-7); null where there is no book.</summary>
    public bool? SenderKnown { get; set; }

    /// <summary>The client that submitted it, where one did.</summary>
    public string? ClientId { get; set; }

    /// <summary>When a client deleted it, or its retention time was over: the content is gone, the row remains against duplicates.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Whether malicious content was found in it: kept sealed for who looks into it, never handed over (RCPT-4).</summary>
    public bool Quarantined { get; set; }

    /// <summary>In a message receipt: the XHE id of the message that it answers (RCPT-6).</summary>
    public string? Answers { get; set; }

    /// <summary>In a message receipt: ACCEPTED or REJECTED.</summary>
    public string? Verdict { get; set; }

    /// <summary>Where it is.</summary>
    public MessageStatus Status { get; set; }

    /// <summary>REJECTED or ERROR beside a failed end.</summary>
    public MessageMark Mark { get; set; }

    /// <summary>The XHE id of the message that an admin's retry of this one made after its end (API-3).</summary>
    public string? RetriedAs { get; set; }

    /// <summary>When the row was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Incoming: when it was decrypted, stored and available; recorded once (MSG-15).</summary>
    public DateTimeOffset? ArrivedAt { get; set; }

    /// <summary>When it reached a final status.</summary>
    public DateTimeOffset? FinalAt { get; set; }

    /// <summary>The payload in clear (encrypted at rest).</summary>
    public Guid? Payload { get; set; }

    /// <summary>The payload's octets.</summary>
    public long PayloadBytes { get; set; }

    /// <summary>The sealed envelope as the AS4 attachment's octets: compressed or not, kept across resends (AS4-7).</summary>
    public Guid? Sealed { get; set; }

    /// <summary>Octets of the attachment.</summary>
    public long SealedBytes { get; set; }

    /// <summary>SHA-256 of the attachment's octets, which AS4 signs.</summary>
    public byte[]? SealedDigest { get; set; }

    /// <summary>Whether the attachment's octets are gzip.</summary>
    public bool SealedCompressed { get; set; }

    /// <summary>Octets of the XHE document.</summary>
    public long EnvelopeBytes { get; set; }

    /// <summary>The AS4 MessageId, stored before the first try; a resend keeps it (AS4-7).</summary>
    public string? As4MessageId { get; set; }

    /// <summary>The AS4 time stamp, which a resend keeps too.</summary>
    public DateTimeOffset? As4Timestamp { get; set; }

    /// <summary>The other access point's party id, once known.</summary>
    public string? PeerParty { get; set; }

    /// <summary>Whether any try was sent in full: then the peer may well have it (AS4-7).</summary>
    public bool MaybeDelivered { get; set; }

    /// <summary>Whether a try has begun whose outcome is not recorded yet.</summary>
    public bool TryInFlight { get; set; }

    /// <summary>Whether the metadata has been looked up afresh once because of a fault with certificates (AS4-7, DIR-6).</summary>
    public bool LookedUpAfresh { get; set; }
}
