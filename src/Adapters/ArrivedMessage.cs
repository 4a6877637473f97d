using SdkNode.Envelope.Identifiers;

namespace SdkNode.Adapters;

/// <summary>What a payload is.</summary>
public enum PayloadForm
{
    /// <summary>The XML of an SDK message.</summary>
    SdkMessage,

    /// <summary>Other XML, which is handed over without being understood (MSG-14).</summary>
    Xml,

    /// <summary>Octets of a registered document type that is not XML.</summary>
    Octets,
}

/// <summary>A message that has arrived and is to reach the local system of its functional address.</summary>
public sealed record ArrivedMessage
{
    /// <summary>Of this delivery: the same each time it is tried.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>Our participant.</summary>
    public required string Participant { get; init; }

    /// <summary>The functional address that it came to (MSG-9).</summary>
    public required string FunctionalAddress { get; init; }

    /// <summary>The message's id, which is the envelope's (MSG-2).</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The document identifier with its transport model (ID-6, ID-8).</summary>
    public required string DocumentType { get; init; }

    /// <summary>What the payload is.</summary>
    public PayloadForm Form { get; init; } = PayloadForm.SdkMessage;

    /// <summary>When it arrived (MSG-15).</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Whether the address book knows the sender; null where there is no book (DIR-7).</summary>
    public bool? SenderKnown { get; init; }

    /// <summary>Where the API gives the message, if that is known.</summary>
    public Uri? Link { get; init; }

    /// <summary>Opens the payload as it was received and decrypted. May be called more than once.</summary>
    public required Func<Stream> OpenPayload { get; init; }
}
