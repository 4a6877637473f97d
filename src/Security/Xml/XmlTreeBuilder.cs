namespace SdkNode.Security.Xml;

/// <summary>Makes an <see cref="XmlTree"/> of tokens: of a whole document, or of a bounded part of a stream. The first element is the root.</summary>
public sealed class XmlTreeBuilder : XmlTokenSink
{
    /// <summary>The tree, once the root has ended.</summary>
    public XmlTree Build() => throw new NotImplementedException();
}
