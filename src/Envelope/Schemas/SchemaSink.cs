using System.Text;
using System.Xml;
using System.Xml.Schema;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Schemas;

/// <summary>A breach of a schema: where, and what in names only, never in values.</summary>
internal sealed record SchemaFault(string Path, string Text);

/// <summary>
/// Validates a stream of tokens against one of our schemas by push. Memory does not grow with the document: of one
/// element's text at most <see cref="LongestValue"/> characters reach the validator, which is more than any facet asks for.
/// <c>xsi:*</c> and <c>xml:*</c> attributes are never faults and have no effect.
/// </summary>
internal sealed class SchemaSink : XmlTokenSink
{
    private const int LongestValue = 1024;
    private const int MostFaults = 50;

    private readonly NameTable _names = new();
    private readonly XmlSchemaInfo _info = new();
    private readonly XmlSchemaValidator _validator;
    private readonly EqName _root;
    private readonly ElementPath _path = new();
    private readonly List<SchemaFault> _faults = [];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly Stack<Open> _open = new();
    private bool _wrongRoot;

    public SchemaSink(XmlSchemaSet schemas, EqName root)
    {
        _root = root;
        _validator = new XmlSchemaValidator(_names, schemas, new XmlNamespaceManager(_names), XmlSchemaValidationFlags.None) { XmlResolver = null };
        _validator.ValidationEventHandler += (_, e) => Report(e);
        _validator.Initialize();
    }

    /// <summary>The faults met so far, in document order; at most 50.</summary>
    public IReadOnlyList<SchemaFault> Faults => _faults;

    public override void StartElement(XmlStartTag tag)
    {
        _path.Enter(tag.Name.LocalName);
        if (_path.Depth == 1 && !tag.Name.Is(_root.NamespaceUri, _root.LocalName))
        {
            // The validator knows no declaration for another root and would accept it.
            _wrongRoot = true;
            Add($"the root element is not {_root}");
        }

        if (_wrongRoot)
        {
            return;
        }

        _validator.ValidateElement(_names.Add(tag.Name.LocalName), _names.Add(tag.Name.NamespaceUri), _info);
        _open.Push(new Open(_info.SchemaElement?.ElementSchemaType ?? _info.SchemaType));
        foreach (ref readonly var attribute in tag.Attributes)
        {
            if (attribute.Name.NamespaceUri is not (XmlNamespaces.Xsi or XmlNamespaces.Xml))
            {
                _validator.ValidateAttribute(_names.Add(attribute.Name.LocalName), _names.Add(attribute.Name.NamespaceUri), attribute.Value, null);
            }
        }

        _validator.ValidateEndOfAttributes(null);
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (_wrongRoot || _open.Count == 0)
        {
            return;
        }

        var open = _open.Peek();
        var room = LongestValue - open.Characters;
        if (room < 2)
        {
            open.Truncated |= utf8.Length > 0;
            return;
        }

        // Text comes in whole characters, so that a cut can only fall between the characters that fit.
        Span<char> characters = stackalloc char[LongestValue];
        _decoder.Convert(utf8, characters[..room], flush: true, out var used, out var written, out _);
        open.Truncated |= used < utf8.Length;
        open.Characters += written;
        if (written > 0)
        {
            _validator.ValidateText(new string(Shortened(characters[..written])));
        }

        _decoder.Reset();
    }

    public override void EndElement(XmlName name)
    {
        if (!_wrongRoot)
        {
            var open = _open.Pop();
            if (open is { Truncated: true, IsTyped: true })
            {
                Add("the value is too long");
            }

            _validator.ValidateEndElement(null);
        }

        _path.Leave();
    }

    public override void EndDocument()
    {
        if (!_wrongRoot)
        {
            _validator.EndValidation();
        }
    }

    // The validator counts UTF-16 units where a length means characters: one letter stands in for a surrogate pair.
    private static ReadOnlySpan<char> Shortened(Span<char> text)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (!char.IsLowSurrogate(letter))
            {
                text[length++] = char.IsHighSurrogate(letter) ? 'x' : letter;
            }
        }

        return text[..length];
    }

    private void Report(ValidationEventArgs e)
    {
        // The validator repeats values when a simple type does not fit; what is said of structure holds names only.
        var value = e.Exception is XmlSchemaValidationException { InnerException: not null };
        Add(value ? "the value does not fit its type" : e.Message);
    }

    private void Add(string text)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new SchemaFault(_path.ToString(), text));
        }
    }

    private sealed class Open(XmlSchemaType? type)
    {
        // Beyond the longest value only plain strings are free: every other type would have to see all of its text.
        public bool IsTyped { get; } = type is { Datatype.TypeCode: not (XmlTypeCode.String or XmlTypeCode.None or XmlTypeCode.UntypedAtomic or XmlTypeCode.AnyAtomicType) };

        public int Characters { get; set; }

        public bool Truncated { get; set; }
    }
}
