namespace SdkNode.Security.Xml;

/// <summary>Kinds of refused XML.</summary>
public enum XmlFaultKind
{
    /// <summary>Not well-formed, or cut short.</summary>
    Malformed,

    /// <summary>Not UTF-8: another encoding is declared or the bytes are none.</summary>
    NotUtf8,

    /// <summary>A document type declaration, which is always refused (AS4-SEC-3).</summary>
    DoctypeForbidden,

    /// <summary>A limit of <see cref="XmlLimits"/> is exceeded.</summary>
    LimitExceeded,

    /// <summary>Breaks Namespaces in XML 1.0.</summary>
    NamespaceFault,
}

/// <summary>Why XML was refused.</summary>
/// <param name="Kind">What sort of fault.</param>
/// <param name="Detail">For people; holds no document text beyond names.</param>
/// <param name="Offset">Byte offset from the document's start, at or near the fault.</param>
public sealed record XmlFault(XmlFaultKind Kind, string Detail, long Offset);
