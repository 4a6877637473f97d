namespace SdkNode.As4.Messages;

/// <summary>The names that ebMS 3.0 and AS4 fix (SPEC section 4).</summary>
public static class As4Names
{
    /// <summary>The ebMS 3.0 core namespace.</summary>
    public const string Ebms = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/";

    /// <summary>The namespace of the non-repudiation information in a receipt.</summary>
    public const string Ebbp = "http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0";

    /// <summary>The SOAP 1.2 envelope namespace.</summary>
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    /// <summary>The role of the sending access point (AS4-2).</summary>
    public const string InitiatorRole = Ebms + "initiator";

    /// <summary>The role of the receiving access point (AS4-2).</summary>
    public const string ResponderRole = Ebms + "responder";

    /// <summary>The Service of a test message (AS4-9).</summary>
    public const string TestService = Ebms + "service";

    /// <summary>The Action of a test message (AS4-9).</summary>
    public const string TestAction = Ebms + "test";

    /// <summary>The message property that names the sending participant.</summary>
    public const string OriginalSender = "originalSender";

    /// <summary>The message property that names the receiving participant.</summary>
    public const string FinalRecipient = "finalRecipient";

    /// <summary>The part property with the media type of the uncompressed content.</summary>
    public const string MimeTypeProperty = "MimeType";

    /// <summary>The part property that tells that the part is compressed.</summary>
    public const string CompressionTypeProperty = "CompressionType";

    /// <summary>The part property with the content's encoding.</summary>
    public const string CharacterSetProperty = "CharacterSet";

    /// <summary>The one compression of AS4.</summary>
    public const string Gzip = "application/gzip";

    /// <summary>The media type of the SOAP part.</summary>
    public const string SoapMediaType = "application/soap+xml";

    /// <summary>The label of a part whose octets mean nothing to MIME: encrypted, or kept from canonicalisation (AS4-SEC-1).</summary>
    public const string OctetStream = "application/octet-stream";
}
