using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.DocumentTypes;

/// <summary>A kind of document that this node envelopes, sends and receives (MSG-14). Only a <see cref="DocumentTypeRegistry"/> makes one.</summary>
public sealed record DocumentType
{
    internal DocumentType()
    {
    }

    /// <summary>The document identifier without its transport model (ID-6, ID-7).</summary>
    public required string BaseCode { get; init; }

    /// <summary>DocumentTypeCode: <c>Q{namespace}local</c> of the root for XML, a code of its own for others (XHE-7).</summary>
    public required string TypeCode { get; init; }

    /// <summary>ContentTypeCode, the media type (XHE-7).</summary>
    public required string ContentType { get; init; }

    /// <summary>The largest payload that is accepted, in bytes before it is encrypted. What is sent may have a lower limit of its own (MSG-13).</summary>
    public required long MaxBytes { get; init; }

    /// <summary>The root element's name; null for what is not XML.</summary>
    public EqName? Root { get; internal init; }

    /// <summary>True for XML.</summary>
    public bool IsXml => Root is not null;
}
