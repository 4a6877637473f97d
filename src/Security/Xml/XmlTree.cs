namespace SdkNode.Security.Xml;

/// <summary>A small, bounded document in memory, read under limits. Immutable.</summary>
public sealed class XmlTree
{
    private readonly IReadOnlyList<XmlTreeProcessingInstruction> _before;
    private readonly IReadOnlyList<XmlTreeProcessingInstruction> _after;
    private readonly Lazy<Dictionary<string, List<XmlTreeElement>>> _ids;

    internal XmlTree(XmlTreeElement root, IReadOnlyList<XmlTreeProcessingInstruction> before, IReadOnlyList<XmlTreeProcessingInstruction> after)
    {
        (Root, _before, _after) = (root, before, after);
        _ids = new Lazy<Dictionary<string, List<XmlTreeElement>>>(CollectIds);
    }

    /// <summary>The root element.</summary>
    public XmlTreeElement Root { get; }

    /// <summary>Reads a document.</summary>
    public static Result<XmlTree, XmlFault> Parse(ReadOnlySpan<byte> utf8, XmlLimits limits)
    {
        var builder = new XmlTreeBuilder();
        var tokenizer = new XmlTokenizer(limits, builder);
        try
        {
            tokenizer.Write(utf8);
            tokenizer.Complete();
        }
        catch (XmlRejectedException refused)
        {
            return refused.Fault;
        }

        return builder.Build();
    }

    /// <summary>Reads a document from a stream, at most the limits' bytes.</summary>
    public static async Task<Result<XmlTree, XmlFault>> ReadAsync(Stream stream, XmlLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var builder = new XmlTreeBuilder();
        var tokenizer = new XmlTokenizer(limits, builder);
        var buffer = new byte[16 * 1024];
        try
        {
            for (int length; (length = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                tokenizer.Write(buffer.AsSpan(0, length));
            }

            tokenizer.Complete();
        }
        catch (XmlRejectedException refused)
        {
            return refused.Fault;
        }

        return builder.Build();
    }

    /// <summary>
    /// The one element that carries the id in wsu:Id, xml:id, Id or ID; null when there is none or more than one, since a reference that
    /// two elements answer to is how signatures are wrapped (AS4-SEC-3).
    /// </summary>
    public XmlTreeElement? FindById(string id) => _ids.Value.TryGetValue(id, out var found) && found.Count == 1 ? found[0] : null;

    /// <summary>How many elements carry the id.</summary>
    public int CountById(string id) => _ids.Value.TryGetValue(id, out var found) ? found.Count : 0;

    /// <summary>Gives the whole document to a sink as tokens; comments were not kept.</summary>
    public void ReplayTo(IXmlTokenSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        foreach (var instruction in _before)
        {
            instruction.ReplayTo(sink);
        }

        Root.ReplayTo(sink);
        foreach (var instruction in _after)
        {
            instruction.ReplayTo(sink);
        }

        sink.EndDocument();
    }

    private Dictionary<string, List<XmlTreeElement>> CollectIds()
    {
        var ids = new Dictionary<string, List<XmlTreeElement>>(StringComparer.Ordinal);
        foreach (var element in Root.DescendantsAndSelf())
        {
            foreach (var attribute in element.Attributes.Where(attribute => IsId(attribute.Name)))
            {
                if (!ids.TryGetValue(attribute.Value, out var elements))
                {
                    ids.Add(attribute.Value, elements = []);
                }

                // Document order: an element that names its id twice was added just now.
                if (elements.Count == 0 || elements[^1] != element)
                {
                    elements.Add(element);
                }
            }
        }

        return ids;
    }

    private static bool IsId(XmlName name) =>
        name.Is(XmlNamespaces.Wsu, "Id") || name.Is(XmlNamespaces.Xml, "id") || name.Is("", "Id") || name.Is("", "ID");
}
