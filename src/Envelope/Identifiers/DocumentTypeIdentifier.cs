using SdkNode.Security;

namespace SdkNode.Envelope.Identifiers;

/// <summary>A document type under a transport model: base code, <c>::</c>, name of the model (ID-8). Compared exactly.</summary>
/// <param name="BaseCode">The document type, such as <see cref="SdkMessageBaseCode"/>.</param>
/// <param name="TransportModel">How its payload is protected.</param>
public sealed record DocumentTypeIdentifier(string BaseCode, TransportModel TransportModel)
{
    /// <summary>The scheme of document identifiers (ID-5).</summary>
    public const string Scheme = "busdox-docid-qns";

    /// <summary>The SDK message 3.0 (ID-6).</summary>
    public const string SdkMessageBaseCode = "urn:riv:infrastructure:messaging:MessageWithAttachments:3::messagePayload##3.0";

    /// <summary>The message receipt 1.0 (ID-7).</summary>
    public const string MessageReceiptBaseCode =
        "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2::ApplicationResponse##fdc:digg.se:edelivery:messagetype:response:1::2.1";

    private const string Separator = "::";

    /// <summary>True for the message receipt, which is never answered (RCPT-2).</summary>
    public bool IsMessageReceipt => BaseCode == MessageReceiptBaseCode;

    /// <summary>The message receipt's type under the same transport model (ID-8).</summary>
    public DocumentTypeIdentifier ReceiptType => this with { BaseCode = MessageReceiptBaseCode };

    /// <summary>The SDK message 3.0 under a transport model.</summary>
    public static DocumentTypeIdentifier SdkMessage(TransportModel model) => new(SdkMessageBaseCode, model);

    /// <summary>Reads a full identifier; refuses one that does not end in a known transport model (ID-8).</summary>
    public static Result<DocumentTypeIdentifier, RuleFault> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.LastIndexOf(Separator, StringComparison.Ordinal);
        if (cut < 0 || TransportModels.FromName(text[(cut + Separator.Length)..]) is not { } model)
        {
            return new RuleFault("ID-8", "a document identifier ends in ::tm-base or ::tm-base-ext-sigenc");
        }

        if (cut == 0 || text.AsSpan(0, cut).ContainsAny(" \t\r\n"))
        {
            return new RuleFault("ID-8", "a document identifier has a base code without white space before its transport model");
        }

        return new DocumentTypeIdentifier(text[..cut], model);
    }

    /// <summary>The full identifier, suffix included.</summary>
    public override string ToString() => BaseCode + Separator + TransportModel.ToName();
}
