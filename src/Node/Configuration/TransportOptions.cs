namespace SdkNode.Node.Configuration;

/// <summary>How we send and what we insist on (AS4, O2O-2).</summary>
internal sealed class TransportOptions
{
    /// <summary>The path of the AS4 endpoint.</summary>
    public string Path { get; set; } = "/as4";

    /// <summary><c>WhenItPays</c>, <c>Always</c> or <c>Never</c> (AS4-3).</summary>
    public string Compression { get; set; } = "WhenItPays";

    /// <summary>Whether outgoing messages carry a wsu:Timestamp (AS4-SEC-1).</summary>
    public bool SecurityTimestamp { get; set; }

    /// <summary>How far a peer's clock may be off (AS4-SEC-1).</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The payload's cipher inside the envelope: <c>aes256-cbc</c>, <c>aes128-cbc</c>, <c>aes256-gcm</c> or <c>aes128-gcm</c> (O2O-2).</summary>
    public string EnvelopeCipher { get; set; } = "aes256-cbc";

    /// <summary>The key transport of the envelope: <c>rsa-oaep-mgf1p</c>, or <c>rsa-oaep-sha256</c> for xmlenc11 (O2O-2).</summary>
    public string EnvelopeKeyTransport { get; set; } = "rsa-oaep-mgf1p";

    /// <summary>What the AS4 ConversationId is: <c>XheId</c>, or <c>ConversationId</c> of the message (AS4-2).</summary>
    public string ConversationId { get; set; } = "XheId";

    /// <summary>The type of party ids (ID-9, ID-10).</summary>
    public string PartyType { get; set; } = "urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap";

    /// <summary>The sender's role (AS4-2).</summary>
    public string InitiatorRole { get; set; } = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/initiator";

    /// <summary>The receiver's role (AS4-2).</summary>
    public string ResponderRole { get; set; } = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/responder";

    /// <summary>The type attribute of originalSender and finalRecipient (ID-9).</summary>
    public string PartyPropertyType { get; set; } = "iso6523-actorid-upis";

    /// <summary>The Content-ID of the payload (AS4-2).</summary>
    public string ContentId { get; set; } = "message";

    /// <summary>The payload's MimeType property (AS4-2).</summary>
    public string PayloadMimeType { get; set; } = "text/xml";

    /// <summary>The time one request may take as a whole.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Days that a MessageId is remembered for duplicate detection (AS4-7).</summary>
    public int DuplicateDays { get; set; } = 30;

    /// <summary>How many messages are sent at the same time.</summary>
    public int Parallelism { get; set; } = 8;

    /// <summary>Failures to reach an access point, in a row, after which it is left alone for a while; 0: never.</summary>
    public int BreakerFailures { get; set; } = 5;

    /// <summary>How long an access point that does not answer is left alone first; twice as long each further time.</summary>
    public TimeSpan BreakerShortest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time that it is left alone.</summary>
    public TimeSpan BreakerLongest { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>When a sender that no directory knows counts as not registered (RCPT-5, O2O-4).</summary>
internal sealed class ConfirmationOptions
{
    /// <summary>How many times in a row that must be the answer.</summary>
    public int Answers { get; set; } = 4;

    /// <summary>The time from the first answer to the last; the waits between grow threefold, with jitter.</summary>
    public TimeSpan Span { get; set; } = TimeSpan.FromHours(2);
}

/// <summary>The schedule of AS4-7.</summary>
internal sealed class RetryOptions
{
    /// <summary>How many times a message is tried, the first included.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>The time from the first try to the last; the waits between grow threefold, with jitter.</summary>
    public TimeSpan Span { get; set; } = TimeSpan.FromHours(4);
}

/// <summary>Limits on what is received (AS4-8, MSG-13).</summary>
internal sealed class LimitOptions
{
    /// <summary>The largest envelope, octets of XHE.</summary>
    public long MaxEnvelopeBytes { get; set; } = 200_000_000;

    /// <summary>The largest SDK message that is sent, octets of XML (MSG-13).</summary>
    public long MaxOutgoingMessageBytes { get; set; } = 30_000_000;

    /// <summary>The largest decrypted SDK message that is accepted (MSG-13).</summary>
    public long MaxMessageBytes { get; set; } = 35 * 1024 * 1024;

    /// <summary>The least rate of a peer's request, octets a second, after a grace of 10 s.</summary>
    public int MinBytesPerSecond { get; set; } = 1024;

    /// <summary>The most simultaneous requests; more are answered 503.</summary>
    public int MaxConcurrentRequests { get; set; } = 64;

    /// <summary>The most connections of partners; more are closed. 0: without limit.</summary>
    public int MaxConnections { get; set; } = 1000;

    /// <summary>The most connections from one address, which behind a proxy is everybody's; more are closed. 0: without limit.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 200;

    /// <summary>The most simultaneous requests of one access point; more are answered 429. 0: without limit.</summary>
    public int PartnerConcurrentRequests { get; set; } = 32;

    /// <summary>How many requests one access point may make a minute; more are answered 429. 0: without limit.</summary>
    public int PartnerRequestsPerMinute { get; set; } = 6000;

    /// <summary>How many octets one access point may send a minute; after more its next request is answered 429. 0: without limit.</summary>
    public long PartnerBytesPerMinute { get; set; } = 6_000_000_000;

    /// <summary>How many refused messages of an access point, or refused certificates of an address, within five minutes shut it out for <see cref="BanTime"/>; 0: never.</summary>
    public int BanRefusals { get; set; } = 60;

    /// <summary>For how long.</summary>
    public TimeSpan BanTime { get; set; } = TimeSpan.FromMinutes(15);
}
