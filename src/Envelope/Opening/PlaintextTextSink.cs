using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>Takes the text of PayloadContent that is not XML and not encrypted.</summary>
internal sealed class PlaintextTextSink(PlaintextTarget target) : XmlTokenSink
{
    public override void Text(ReadOnlySpan<byte> utf8) => target.Write(utf8);

    public override void EndDocument() => target.Complete();
}
