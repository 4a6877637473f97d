using SdkNode.Envelope.Content;
using SdkNode.Envelope.Identifiers;
using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Xhe;

/// <summary>What PayloadContent holds, noted while it passes: enough for the rules, nothing of the content.</summary>
internal sealed class PayloadFacts
{
    private readonly Base64Check _base64 = new();

    /// <summary>The elements directly inside.</summary>
    public int Elements { get; private set; }

    /// <summary>The first of them.</summary>
    public EqName? Root { get; private set; }

    /// <summary>There is text other than white space directly inside.</summary>
    public bool HasText => _base64.HasCharacters;

    /// <summary>The text is Base64 from end to end.</summary>
    public bool IsBase64 => _base64.IsComplete;

    /// <summary>The element is an xenc:EncryptedData.</summary>
    public bool IsEncrypted => Root is { NamespaceUri: XmlNamespaces.Xenc, LocalName: "EncryptedData" };

    public void AddElement(XmlName name)
    {
        Elements++;
        Root ??= new EqName(name.NamespaceUri, name.LocalName);
    }

    public void AddText(ReadOnlySpan<byte> utf8) => _base64.Add(utf8);
}
