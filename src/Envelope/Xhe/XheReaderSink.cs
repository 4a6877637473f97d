using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Schemas;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Xhe;

/// <summary>
/// Reads an envelope while its tokens pass: the header, and every rule of SPEC section 3 that is broken. Keeps the part
/// around the payload and the signature, at most 256 KiB of it, and nothing of these two.
/// </summary>
public sealed class XheReaderSink : XmlTokenSink
{
    private const int MostHeaderBytes = 256 * 1024;

    private readonly XmlTreeBuilder _outside = new();
    private readonly SchemaSink _schema = new(OwnSchemas.Xhe, new EqName(XheNamespaces.Envelope, "XHE"));
    private readonly PayloadFacts _payload = new();
    private readonly List<RuleFault> _faults = [];
    private int _depth;
    private int _payloadContentDepth;
    private int _skippedFrom;
    private int _signatures;
    private long _bytes;

    /// <summary>After the end of the document: what the envelope says; null when any rule is broken.</summary>
    public XheHeader? Header { get; private set; }

    /// <summary>After the end of the document: every rule that is broken.</summary>
    public IReadOnlyList<RuleFault> Faults => _faults;

    /// <summary>The ds:Signature elements under the root.</summary>
    internal int Signatures => _signatures;

    private bool IsSkipping => _skippedFrom > 0;

    private bool IsTooLarge => _bytes > MostHeaderBytes;

    /// <inheritdoc/>
    public override void StartElement(XmlStartTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _depth++;
        if (IsSkipping)
        {
            return;
        }

        Spend(tag);
        Forward(sink => sink.StartElement(tag));
        if (_payloadContentDepth > 0)
        {
            _payload.AddElement(tag.Name);
            _skippedFrom = _depth;
        }
        else if (_depth == 2 && tag.Name.Is(XmlNamespaces.Ds, "Signature"))
        {
            _signatures++;
            _skippedFrom = _depth;
        }
        else if (_depth == 4 && tag.Name.Is(XheNamespaces.Aggregate, "PayloadContent"))
        {
            _payloadContentDepth = _depth;
        }
    }

    /// <inheritdoc/>
    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (IsSkipping)
        {
            return;
        }

        if (_payloadContentDepth > 0)
        {
            _payload.AddText(utf8);
            return;
        }

        _bytes += utf8.Length;
        if (!IsTooLarge)
        {
            _outside.Text(utf8);
            _schema.Text(utf8);
        }
    }

    /// <inheritdoc/>
    public override void EndElement(XmlName name)
    {
        if (_depth == _skippedFrom)
        {
            _skippedFrom = 0;
        }

        if (!IsSkipping)
        {
            Forward(sink => sink.EndElement(name));
        }

        if (_depth == _payloadContentDepth)
        {
            _payloadContentDepth = 0;
        }

        _depth--;
    }

    /// <inheritdoc/>
    public override void EndDocument()
    {
        if (IsTooLarge)
        {
            _faults.Add(new RuleFault("XHE-9", $"what surrounds the payload and the signature is larger than {MostHeaderBytes} bytes"));
            return;
        }

        _outside.EndDocument();
        _schema.EndDocument();
        _faults.AddRange(_schema.Faults.Select(fault => new RuleFault("XHE-9", $"schema: {fault.Text}", fault.Path)));
        var rules = new XheRules(_outside.Build().Root, _payload, _signatures > 0, _faults);
        var header = rules.Read();
        Header = _faults.Count == 0 ? header : null;
    }

    private void Forward(Action<IXmlTokenSink> give)
    {
        if (!IsTooLarge)
        {
            give(_outside);
            give(_schema);
        }
    }

    private void Spend(XmlStartTag tag)
    {
        // An element costs more in memory than its bytes on the wire.
        _bytes += 64 + Encoding.UTF8.GetByteCount(tag.Name.LocalName);
        foreach (ref readonly var attribute in tag.Attributes)
        {
            _bytes += 64 + attribute.Utf8Value.Length;
        }

        _bytes += 64 * tag.Namespaces.Length;
    }
}
