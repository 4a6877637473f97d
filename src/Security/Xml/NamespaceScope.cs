namespace SdkNode.Security.Xml;

/// <summary>The namespaces in scope at a place in a stream of tokens.</summary>
public sealed class NamespaceScope
{
    private readonly List<(int Depth, XmlNamespaceDeclaration Declaration)> _declared = [];
    private int _depth;

    /// <summary>Enters an element.</summary>
    public void Open(XmlStartTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _depth++;
        foreach (ref readonly var declaration in tag.Namespaces)
        {
            _declared.Add((_depth, declaration));
        }
    }

    /// <summary>Leaves the element that was entered last.</summary>
    public void Close()
    {
        while (_declared.Count > 0 && _declared[^1].Depth == _depth)
        {
            _declared.RemoveAt(_declared.Count - 1);
        }

        _depth--;
    }

    /// <summary>What is in scope here; the nearest declaration of a prefix counts, an undeclared default is left out.</summary>
    public IReadOnlyList<XmlNamespaceDeclaration> InScope()
    {
        var nearest = new Dictionary<string, XmlNamespaceDeclaration>(StringComparer.Ordinal);
        foreach (var (_, declaration) in _declared)
        {
            nearest[declaration.Prefix] = declaration;
        }

        return [.. nearest.Values.Where(declaration => declaration.Uri.Length > 0)];
    }
}
