using SdkNode.Envelope.Content;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>How an XML payload leaves its envelope: one element of the name that the envelope gives, canonical and self-contained.</summary>
internal static class PayloadElement
{
    /// <summary>A sink for the payload's tokens.</summary>
    /// <param name="output">Takes the octets.</param>
    /// <param name="root">The element's name.</param>
    /// <param name="context">The namespaces in scope around it.</param>
    public static IXmlTokenSink SinkTo(Stream output, EqName root, IReadOnlyList<XmlNamespaceDeclaration> context) =>
        new PayloadRootSink(root, new XmlFragmentSink(new Canonicalizer(CanonicalizationAlgorithm.InclusiveC14N10, output), context));
}
