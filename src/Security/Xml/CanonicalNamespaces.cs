using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>A prefix while canonicalising: what it is bound to in the document, and what the output says so far. Empty: nothing.</summary>
internal sealed class CanonicalPrefix(string prefix)
{
    internal string Prefix { get; } = prefix;

    internal byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(prefix);

    internal string InScope { get; set; } = "";

    internal string Rendered { get; set; } = "";
}

/// <summary>Decides which namespace declarations an element's canonical start tag has, and in which order.</summary>
internal sealed class CanonicalNamespaces
{
    private const int LinearSearch = 8;
    private readonly List<CanonicalPrefix> _prefixes = [];
    private readonly Dictionary<string, CanonicalPrefix> _byName = [];
    private readonly List<CanonicalPrefix> _toRender = [];
    private (CanonicalPrefix Prefix, string InScope, string Rendered)[] _undo = new (CanonicalPrefix, string, string)[32];
    private int[] _frames = new int[32];
    private int _undoCount;
    private int _depth;

    /// <summary>What the element that is being opened must declare, in canonical order; after <see cref="Sort"/>.</summary>
    internal List<CanonicalPrefix> ToRender => _toRender;

    internal void Open()
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, 2 * _depth);
        }

        _frames[_depth++] = _undoCount;
        _toRender.Clear();
    }

    internal void Close()
    {
        var to = _frames[--_depth];
        while (_undoCount > to)
        {
            var (prefix, inScope, rendered) = _undo[--_undoCount];
            (prefix.InScope, prefix.Rendered) = (inScope, rendered);
        }
    }

    internal CanonicalPrefix Declare(in XmlNamespaceDeclaration declaration)
    {
        var prefix = Find(declaration.Prefix);
        Save(prefix);
        prefix.InScope = declaration.Uri;
        return prefix;
    }

    internal CanonicalPrefix Find(string prefix)
    {
        if (_prefixes.Count > LinearSearch)
        {
            return _byName.TryGetValue(prefix, out var found) ? found : Add(prefix);
        }

        foreach (var known in _prefixes)
        {
            if (known.Prefix == prefix)
            {
                return known;
            }
        }

        return Add(prefix);
    }

    /// <summary>The output needs this prefix here: declares it unless an ancestor in the output says the same (superfluous), or it is xml.</summary>
    internal void Require(CanonicalPrefix prefix)
    {
        if (prefix.Rendered != prefix.InScope && prefix.Prefix != "xml")
        {
            Save(prefix);
            prefix.Rendered = prefix.InScope;
            _toRender.Add(prefix);
        }
    }

    internal void Sort()
    {
        if (_toRender.Count > 1)
        {
            _toRender.Sort(static (left, right) => CodePointOrder.Compare(left.Prefix, right.Prefix));
        }
    }

    private CanonicalPrefix Add(string prefix)
    {
        var added = new CanonicalPrefix(prefix);
        _prefixes.Add(added);
        _byName.Add(prefix, added);
        return added;
    }

    private void Save(CanonicalPrefix prefix)
    {
        if (_undoCount == _undo.Length)
        {
            Array.Resize(ref _undo, 2 * _undoCount);
        }

        _undo[_undoCount++] = (prefix, prefix.InScope, prefix.Rendered);
    }
}
