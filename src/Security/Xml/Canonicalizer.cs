namespace SdkNode.Security.Xml;

/// <summary>Streaming canonicaliser.</summary>
public sealed class Canonicalizer : XmlTokenSink
{
    /// <summary>Writes the canonical form to <paramref name="output"/>.</summary>
    public Canonicalizer(CanonicalizationAlgorithm algorithm, Stream output, IReadOnlyCollection<string>? inclusivePrefixes = null) { _ = algorithm; _ = output; _ = inclusivePrefixes; }
    /// <summary>Flushes what is buffered to the output.</summary>
    public void Flush() { _ = this; }
    /// <summary>The canonical form of a subtree in its ancestors' context.</summary>
    public static void Write(XmlTreeElement apex, CanonicalizationAlgorithm algorithm, IReadOnlyCollection<string>? inclusivePrefixes, Stream output) => throw new NotImplementedException();
}
