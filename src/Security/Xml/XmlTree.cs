namespace SdkNode.Security.Xml;

/// <summary>A small, bounded document in memory.</summary>
public sealed class XmlTree
{
    internal XmlTree(XmlTreeElement root) => Root = root;

    /// <summary>The root element.</summary>
    public XmlTreeElement Root { get; }

    /// <summary>Reads a document.</summary>
    public static Result<XmlTree, XmlFault> Parse(ReadOnlySpan<byte> utf8, XmlLimits limits) => throw new NotImplementedException();

    /// <summary>Reads a document from a stream, at most the limits' bytes.</summary>
    public static Task<Result<XmlTree, XmlFault>> ReadAsync(Stream stream, XmlLimits limits, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The one element that carries the id (wsu:Id, xml:id, Id or ID); null when there is none or more than one (AS4-SEC-3).</summary>
    public XmlTreeElement? FindById(string id) => throw new NotImplementedException();

    /// <summary>How many elements carry the id.</summary>
    public int CountById(string id) => throw new NotImplementedException();

    /// <summary>Gives the whole document to a sink as tokens.</summary>
    public void ReplayTo(IXmlTokenSink sink) => throw new NotImplementedException();
}
