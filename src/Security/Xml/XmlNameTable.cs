using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SdkNode.Security.Xml;

/// <summary>What a prefix is bound to at this point of the document; null: to nothing.</summary>
internal sealed class PrefixBinding(string prefix)
{
    internal string Prefix { get; } = prefix;

    internal string? Uri { get; set; }
}

/// <summary>A name as it is written, with what has been found out about it.</summary>
internal sealed class WrittenName(byte[] utf8, string prefix, string localName, PrefixBinding binding)
{
    private Dictionary<string, XmlName>? _others;
    private XmlName? _last;
    private XmlName? _inNone;

    internal byte[] Utf8 { get; } = utf8;

    internal string Prefix { get; } = prefix;

    internal string LocalName { get; } = localName;

    internal PrefixBinding Binding { get; } = binding;

    /// <summary>As an attribute it is a namespace declaration.</summary>
    internal bool IsDeclaration { get; } = prefix == "xmlns" || (prefix.Length == 0 && localName == "xmlns");

    /// <summary>The number of the last tag that had an attribute of this name: finds duplicates at no cost.</summary>
    internal long LastTag { get; set; }

    /// <summary>The name in a namespace; <paramref name="count"/> is called for a new one.</summary>
    internal XmlName In(string uri, Action count)
    {
        if (_last is not null && (ReferenceEquals(_last.NamespaceUri, uri) || _last.NamespaceUri == uri))
        {
            return _last;
        }

        if (uri.Length == 0)
        {
            return _inNone ??= new XmlName(Prefix, LocalName, "", Utf8);
        }

        _others ??= [];
        if (!_others.TryGetValue(uri, out var name))
        {
            count();
            name = new XmlName(Prefix, LocalName, uri, Utf8);
            _others.Add(uri, name);
        }

        return _last = name;
    }
}

/// <summary>
/// Remembers the names, prefixes and namespaces of one document, so that a name seen before costs no allocation. Bounded by
/// <see cref="XmlLimits.MaxDistinctNames"/>; the hash is seeded per process, so a peer can't choose names that collide.
/// </summary>
internal sealed class XmlNameTable
{
    private const int CacheSize = 256;
    private readonly WrittenName?[] _cache = new WrittenName?[CacheSize];
    private readonly Dictionary<byte[], WrittenName> _names = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], WrittenName>.AlternateLookup<ReadOnlySpan<byte>> _namesByUtf8;
    private readonly Dictionary<byte[], string> _uris = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _urisByUtf8;
    private readonly Dictionary<string, PrefixBinding> _bindings = [];
    private readonly XmlLimits _limits;
    private readonly Action _count;
    private int _remembered;

    internal XmlNameTable(XmlLimits limits)
    {
        _limits = limits;
        _count = Count;
        _namesByUtf8 = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        _urisByUtf8 = _uris.GetAlternateLookup<ReadOnlySpan<byte>>();
        Default = new PrefixBinding("");
        _bindings.Add("", Default);
        _bindings.Add("xml", new PrefixBinding("xml") { Uri = XmlNamespaces.Xml });
    }

    /// <summary>The default namespace's binding.</summary>
    internal PrefixBinding Default { get; }

    internal WrittenName Name(ReadOnlySpan<byte> utf8)
    {
        var slot = Slot(utf8);
        var cached = _cache[slot];
        if (cached is not null && utf8.SequenceEqual(cached.Utf8))
        {
            return cached;
        }

        if (!_namesByUtf8.TryGetValue(utf8, out var name))
        {
            name = Add(utf8);
        }

        return _cache[slot] = name;
    }

    internal XmlName InNamespace(WrittenName name, string uri) => name.In(uri, _count);

    internal string Uri(ReadOnlySpan<byte> utf8)
    {
        if (!_urisByUtf8.TryGetValue(utf8, out var uri))
        {
            RequireLength(utf8);
            Count();
            uri = Encoding.UTF8.GetString(utf8);
            _uris.Add(utf8.ToArray(), uri);
        }

        return uri;
    }

    internal PrefixBinding Binding(string prefix)
    {
        if (!_bindings.TryGetValue(prefix, out var binding))
        {
            Count();
            binding = new PrefixBinding(prefix);
            _bindings.Add(prefix, binding);
        }

        return binding;
    }

    private static int Slot(ReadOnlySpan<byte> utf8) =>
        utf8.Length == 0 ? 0 : ((utf8[0] * 7) + (utf8[^1] * 31) + (utf8[utf8.Length >> 1] * 131) + (utf8.Length * 17)) & (CacheSize - 1);

    private WrittenName Add(ReadOnlySpan<byte> utf8)
    {
        RequireLength(utf8);
        var colon = utf8.IndexOf((byte)':');
        var prefix = colon < 0 ? default : utf8[..colon];
        var local = utf8[(colon + 1)..];
        if ((colon >= 0 && !XmlCharacters.IsNCName(prefix)) || !XmlCharacters.IsNCName(local))
        {
            throw XmlRefusal.Malformed(utf8.IsEmpty ? "A name is missing." : "A name that is no qualified XML name.");
        }

        Count();
        var prefixText = Encoding.UTF8.GetString(prefix);
        var localText = Encoding.UTF8.GetString(local);
        var name = new WrittenName(utf8.ToArray(), prefixText, localText, Binding(prefixText));
        _names.Add(name.Utf8, name);
        return name;
    }

    private void RequireLength(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _limits.MaxNameBytes)
        {
            throw XmlRefusal.Limit("bytes in a name", _limits.MaxNameBytes);
        }
    }

    private void Count()
    {
        if (++_remembered > _limits.MaxDistinctNames)
        {
            throw XmlRefusal.Limit("different names and namespaces", _limits.MaxDistinctNames);
        }
    }

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        internal static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
