using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>The name of an element or attribute. One object per name, prefix and namespace in a document; compare with <see cref="Is"/>.</summary>
public sealed class XmlName
{
    private readonly int _localOffset;

    internal XmlName(string prefix, string localName, string namespaceUri, byte[]? qualifiedUtf8 = null)
    {
        (Prefix, LocalName, NamespaceUri) = (prefix, localName, namespaceUri);
        QualifiedUtf8 = qualifiedUtf8 ?? Encoding.UTF8.GetBytes(QualifiedName);
        _localOffset = prefix.Length == 0 ? 0 : Encoding.UTF8.GetByteCount(prefix) + 1;
    }

    /// <summary>The prefix as written, or empty.</summary>
    public string Prefix { get; }

    /// <summary>The name without its prefix.</summary>
    public string LocalName { get; }

    /// <summary>The namespace, or empty for none.</summary>
    public string NamespaceUri { get; }

    /// <summary>The name as written: <c>prefix:local</c> or <c>local</c>.</summary>
    public string QualifiedName => Prefix.Length == 0 ? LocalName : $"{Prefix}:{LocalName}";

    internal byte[] QualifiedUtf8 { get; }

    internal ReadOnlySpan<byte> LocalUtf8 => QualifiedUtf8.AsSpan(_localOffset);

    /// <summary>True when namespace and local name are these; the prefix does not count.</summary>
    public bool Is(string namespaceUri, string localName) => LocalName == localName && NamespaceUri == namespaceUri;

    /// <summary><c>Q{namespace}local</c>, or the local name alone where there is no namespace.</summary>
    public override string ToString() => NamespaceUri.Length == 0 ? LocalName : $"Q{{{NamespaceUri}}}{LocalName}";
}
