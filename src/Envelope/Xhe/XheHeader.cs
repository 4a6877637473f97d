using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.Xhe;

/// <summary>What an envelope says on its outside (SPEC section 3). A header made by the reader keeps every rule that a header alone can break.</summary>
public sealed record XheHeader
{
    /// <summary>The envelope's id; equals the SDK message's messageId (XHE-3).</summary>
    public required MessageId Id { get; init; }

    /// <summary>When the envelope was made, with its time zone (XHE-4).</summary>
    public required DateTimeOffset CreationDateTime { get; init; }

    /// <summary>Document type and transport model (XHE-5, ID-8).</summary>
    public required DocumentTypeIdentifier DocumentType { get; init; }

    /// <summary>The process (ID-4).</summary>
    public string Process { get; init; } = ProcessIdentifier.NoProcess;

    /// <summary>The federation (ID-3).</summary>
    public required string Federation { get; init; }

    /// <summary>The sending participant (XHE-6).</summary>
    public required ParticipantIdentifier From { get; init; }

    /// <summary>The receiving participant (XHE-6).</summary>
    public required ParticipantIdentifier To { get; init; }

    /// <summary>DocumentTypeCode: for XML the EQName <c>Q{namespace}local</c> of the payload's root (XHE-7).</summary>
    public required string PayloadTypeCode { get; init; }

    /// <summary>ContentTypeCode: the payload's media type, <c>application/xml</c> for XML (XHE-7).</summary>
    public string ContentType { get; init; } = "application/xml";

    /// <summary>HandlingServiceID: the functional address (XHE-7); null when absent.</summary>
    public string? HandlingServiceId { get; init; }

    /// <summary>InstanceEncryptionIndicator: true exactly when the payload is an EncryptedData (XHE-8).</summary>
    public required bool Encrypted { get; init; }
}
