using SdkNode.Envelope.Identifiers;

namespace SdkNode.Adapters;

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

    /// <summary>When it arrived (MSG-15).</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Whether the address book knows the sender; null where there is no book (DIR-7).</summary>
    public bool? SenderKnown { get; init; }

    /// <summary>Where the API gives the message, if that is known.</summary>
    public Uri? Link { get; init; }

    /// <summary>Opens the payload as it was received: the XML of an SDK message. May be called more than once.</summary>
    public required Func<Stream> OpenPayload { get; init; }
}
