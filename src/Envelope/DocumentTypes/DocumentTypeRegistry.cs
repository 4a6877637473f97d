using System.Collections.Frozen;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Xhe;
using SdkNode.Security;

namespace SdkNode.Envelope.DocumentTypes;

/// <summary>
/// The document types that a node knows (MSG-14). Immutable. The SDK message is the first of them; one that is registered
/// besides is enveloped, sent, receipted and handed over without being understood.
/// </summary>
public sealed class DocumentTypeRegistry
{
    private readonly FrozenDictionary<string, DocumentType> _types;

    private DocumentTypeRegistry(IEnumerable<DocumentType> types) => _types = types.ToFrozenDictionary(type => type.BaseCode, StringComparer.Ordinal);

    /// <summary>The SDK message 3.0 and the message receipt 1.0 (ID-6, ID-7).</summary>
    public static DocumentTypeRegistry Standard { get; } = new(
    [
        Xml(DocumentTypeIdentifier.SdkMessageBaseCode, SdkMessage.RootName, MediaTypes.Xml, MessageLimits.Incoming.MaxBytes),
        Xml(DocumentTypeIdentifier.MessageReceiptBaseCode, MessageReceipt.RootName, MediaTypes.Xml, MessageReceiptReader.MostBytes),
    ]);

    /// <summary>Every type.</summary>
    public IReadOnlyCollection<DocumentType> All => _types.Values;

    /// <summary>The type of a document identifier without its transport model; null when it is not registered. Compared exactly (ID-8).</summary>
    public DocumentType? Find(string baseCode) => _types.GetValueOrDefault(baseCode);

    /// <summary>This registry and one type more.</summary>
    /// <param name="baseCode">The document identifier without its transport model.</param>
    /// <param name="typeCode">DocumentTypeCode: <c>Q{namespace}local</c> of the root for XML, a code of its own for others.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="maxBytes">The largest payload, in bytes before encryption.</param>
    /// <returns>The registry; or a fault that names the value that is wrong.</returns>
    public Result<DocumentTypeRegistry, RuleFault> With(string baseCode, string typeCode, string contentType, long maxBytes)
    {
        ArgumentNullException.ThrowIfNull(baseCode);
        ArgumentNullException.ThrowIfNull(typeCode);
        ArgumentNullException.ThrowIfNull(contentType);
        if (Explain(baseCode, typeCode, contentType, maxBytes) is { } wrong)
        {
            return new RuleFault("MSG-14", wrong);
        }

        var root = MediaTypes.IsXml(contentType) && EqName.TryParse(typeCode, out var name) ? name : null;
        var type = new DocumentType { BaseCode = baseCode, TypeCode = typeCode, ContentType = contentType, MaxBytes = maxBytes, Root = root };
        return new DocumentTypeRegistry([.. _types.Values, type]);
    }

    private string? Explain(string baseCode, string typeCode, string contentType, long maxBytes)
    {
        if (string.IsNullOrWhiteSpace(baseCode) || baseCode.Any(char.IsWhiteSpace))
        {
            return $"the document identifier '{baseCode}' is empty or holds white space";
        }

        if (DocumentTypeIdentifier.Parse(baseCode).IsOk)
        {
            return $"the document identifier '{baseCode}' must be given without its transport model";
        }

        if (_types.ContainsKey(baseCode))
        {
            return $"the document identifier '{baseCode}' is registered already";
        }

        if (!MediaTypes.IsMediaType(contentType))
        {
            return $"'{contentType}' is not a media type";
        }

        if (MediaTypes.IsXml(contentType) ? !EqName.TryParse(typeCode, out _) : string.IsNullOrWhiteSpace(typeCode) || typeCode != typeCode.Trim())
        {
            return MediaTypes.IsXml(contentType)
                ? $"the type code '{typeCode}' of an XML type must be Q{{namespace}}name of its root"
                : $"the type code '{typeCode}' is empty or has white space around it";
        }

        return maxBytes > 0 ? null : $"the size limit {maxBytes} must be at least one byte";
    }

    private static DocumentType Xml(string baseCode, EqName root, string contentType, long maxBytes) =>
        new() { BaseCode = baseCode, TypeCode = root.ToString(), ContentType = contentType, MaxBytes = maxBytes, Root = root };
}
