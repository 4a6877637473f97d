using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.MessageReceipts;

/// <summary>A message receipt (meddelandekvittens): UBL ApplicationResponse in its reduced profile (SPEC section 6).</summary>
public sealed record MessageReceipt
{
    /// <summary>The namespace of the root element.</summary>
    public const string Namespace = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2";

    /// <summary>The namespace of aggregates (cac).</summary>
    public const string AggregateNamespace = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    /// <summary>The namespace of basic elements (cbc).</summary>
    public const string BasicNamespace = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    /// <summary>CustomizationID.</summary>
    public const string Customization = "urn:fdc:digg.se:edelivery:messagetype:response:1";

    /// <summary>The response code of an accepted message.</summary>
    public const string Accepted = "ACCEPTED";

    /// <summary>The response code of a rejected message.</summary>
    public const string Rejected = "REJECTED";

    /// <summary>The root element.</summary>
    public static EqName RootName { get; } = new(Namespace, "ApplicationResponse");

    /// <summary>The receipt's own id; ours is its envelope's. Peers may write anything.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Who gives it: the receiver of the message answered.</summary>
    public required ParticipantIdentifier Sender { get; init; }

    /// <summary>Who gets it: the sender of the message answered.</summary>
    public required ParticipantIdentifier Receiver { get; init; }

    /// <summary>DocumentReference/ID: the XHE id of the message answered.</summary>
    public required string AnsweredId { get; init; }

    /// <summary>True for ACCEPTED, false for REJECTED: exactly when there are lines (RCPT-3).</summary>
    public bool IsAccepted => Lines.Count == 0;

    /// <summary>Why it was rejected; empty when it was accepted.</summary>
    public IReadOnlyList<ReceiptLine> Lines { get; init; } = [];
}
