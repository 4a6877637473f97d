using System.Security;
using System.Text;
using SdkNode.Envelope.Content;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>
/// An element, as canonical octets that stand alone. It is read in the namespaces of the place where its EncryptedData stood, as
/// XML Encryption says (4.2, and how common implementations write it): senders that declare all prefixes on the envelope's root encrypt an
/// element that does not declare them again.
/// </summary>
internal sealed class XmlPlaintext : PlaintextTarget
{
    private const string Wrapper = "context";

    // Whatever passed in the envelope may come again in the wrapper's one tag.
    private static readonly XmlLimits s_limits = XmlLimits.Envelope with { MaxNamespaces = 1024, MaxTagBytes = 1024 * 1024 };

    private readonly XmlTokenizer _tokenizer;

    /// <summary>Reads the element.</summary>
    /// <param name="root">The element's name.</param>
    /// <param name="context">The namespaces in scope around it.</param>
    /// <param name="output">Takes the canonical octets.</param>
    public XmlPlaintext(EqName root, IReadOnlyList<XmlNamespaceDeclaration> context, Stream output)
    {
        // A root in no namespace stood alone: the envelope's default namespace is not its own.
        var inherited = context.Where(declaration => declaration.Prefix.Length > 0 || root.NamespaceUri.Length > 0).ToList();
        _tokenizer = new XmlTokenizer(s_limits, new ContentSink(1, Wrapper, _ => PayloadElement.SinkTo(output, root, inherited)));
        _tokenizer.Write(Encoding.UTF8.GetBytes(StartTag(inherited)));
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _tokenizer.Write(buffer);

    public override void Complete()
    {
        _tokenizer.Write(Encoding.UTF8.GetBytes($"</{Wrapper}>"));
        _tokenizer.Complete();
    }

    private static string StartTag(List<XmlNamespaceDeclaration> inherited)
    {
        var declarations = inherited.Select(declaration => (declaration.Prefix.Length == 0 ? " xmlns" : $" xmlns:{declaration.Prefix}") + $"=\"{SecurityElement.Escape(declaration.Uri)}\"");
        return $"<{Wrapper}{string.Concat(declarations)}>";
    }
}
