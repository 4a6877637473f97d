namespace SdkNode.Security.Xml;

/// <summary>What a document may use before it is refused (DESIGN 4). Every limit is enforced before the bytes concerned are buffered.</summary>
public sealed record XmlLimits
{
    /// <summary>The whole document, in bytes.</summary>
    public long MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Elements and processing instructions together.</summary>
    public long MaxElements { get; init; } = 50_000;

    /// <summary>Nested elements; the root is 1.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Attributes of one element, namespace declarations not counted.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>Namespace declarations on one element.</summary>
    public int MaxNamespaces { get; init; } = 64;

    /// <summary>One start or end tag with its attributes, in bytes.</summary>
    public int MaxTagBytes { get; init; } = 64 * 1024;

    /// <summary>One qualified name, reference or namespace name, in bytes.</summary>
    public int MaxNameBytes { get; init; } = 1024;

    /// <summary>Different names, prefixes and namespaces in one document: what the tokenizer must remember.</summary>
    public int MaxDistinctNames { get; init; } = 4096;

    /// <summary>One comment or processing instruction, in bytes.</summary>
    public int MaxCommentBytes { get; init; } = 64 * 1024;

    /// <summary>Documents that are headers or metadata as a whole: SOAP parts, SMP answers (at most 4 MiB).</summary>
    public static XmlLimits Header { get; } = new();

    /// <summary>Envelopes: mark-up is bounded, text is not. Callers set <see cref="MaxBytes"/> with <c>with</c>.</summary>
    public static XmlLimits Envelope { get; } = new() { MaxBytes = long.MaxValue, MaxElements = 10_000_000, MaxDepth = 256 };
}
