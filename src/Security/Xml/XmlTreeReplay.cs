using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>Gives a subtree back as tokens, without recursion: depth is the peer's choice.</summary>
internal static class XmlTreeReplay
{
    internal static void Run(XmlTreeElement apex, IXmlTokenSink sink) => Run(apex, apex.Namespaces, apex.Attributes, sink);

    /// <summary>The same, but the apex declares all namespaces in scope and carries more attributes.</summary>
    internal static void RunInContext(XmlTreeElement apex, List<XmlTreeAttribute> inherited, IXmlTokenSink sink) =>
        Run(apex, CanonicalContext.NamespacesInScope(apex), [.. apex.Attributes, .. inherited], sink);

    private static void Run(XmlTreeElement apex, IReadOnlyList<XmlNamespaceDeclaration> namespaces, IReadOnlyList<XmlTreeAttribute> attributes, IXmlTokenSink sink)
    {
        var tag = new XmlStartTag();
        var open = new Stack<(XmlTreeElement Element, int NextChild)>();
        Fill(tag, apex.Name, namespaces, attributes, 1);
        sink.StartElement(tag);
        open.Push((apex, 0));
        while (open.TryPop(out var top))
        {
            if (top.NextChild == top.Element.Children.Count)
            {
                sink.EndElement(top.Element.Name);
                continue;
            }

            open.Push(top with { NextChild = top.NextChild + 1 });
            switch (top.Element.Children[top.NextChild])
            {
                case XmlTreeElement child:
                    Fill(tag, child.Name, child.Namespaces, child.Attributes, open.Count + 1);
                    sink.StartElement(tag);
                    open.Push((child, 0));
                    break;
                case XmlTreeText text:
                    sink.Text(Encoding.UTF8.GetBytes(text.Value));
                    break;
                case XmlTreeProcessingInstruction instruction:
                    instruction.ReplayTo(sink);
                    break;
            }
        }
    }

    private static void Fill(XmlStartTag tag, XmlName name, IReadOnlyList<XmlNamespaceDeclaration> namespaces, IReadOnlyList<XmlTreeAttribute> attributes, int depth)
    {
        tag.Clear();
        foreach (var declaration in namespaces)
        {
            tag.Add(declaration);
        }

        foreach (var attribute in attributes)
        {
            var value = Encoding.UTF8.GetBytes(attribute.Value);
            tag.Add(new XmlAttribute(attribute.Name, value, 0, value.Length));
        }

        tag.Begin(name, depth);
    }
}
