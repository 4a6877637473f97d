using SdkNode.Envelope.Content;
using SdkNode.Security;
using SdkNode.Security.Encryption;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Opening;

/// <summary>
/// Deciphers an EncryptedData while it passes (O2O-2). Of its structure only what the profile needs is accepted, each once and
/// in the standard's order: EncryptionMethod, KeyInfo, CipherData with a CipherValue. Then may come EncryptionProperties, which nobody reads.
/// </summary>
internal sealed class EncryptedDataSink(string type, PayloadKey keys, PlaintextTarget target) : XmlTokenSink, IDisposable
{
    private const int PartDepth = 2;
    private const int ValueDepth = 3;

    private readonly List<string> _parts = [];
    private BoundedTree? _part;
    private XmlTreeElement? _method;
    private XmlTreeElement? _keyInfo;
    private ChunkWriteStream? _plaintext;
    private ChunkWriteStream? _ciphertext;
    private int _depth;
    private bool _inValue;

    public override void StartElement(XmlStartTag tag)
    {
        _depth++;
        if (_part is not null)
        {
            _part.StartElement(tag);
            return;
        }

        switch (_depth)
        {
            case 1 when tag.Name.Is(XmlNamespaces.Xenc, "EncryptedData") && _parts.Count == 0:
                Require(tag.Attribute("", "Type")?.Trim() == type, $"EncryptedData must have the Type {type}");
                break;
            case PartDepth:
                StartPart(tag);
                break;
            case ValueDepth when _parts[^1] == "CipherData":
                Require(tag.Name.Is(XmlNamespaces.Xenc, "CipherValue") && _ciphertext is null, "CipherData must hold one CipherValue and nothing else");
                StartValue();
                break;
            default:
                // EncryptionProperties may hold anything.
                Require(_depth > PartDepth && _parts[^1] == "EncryptionProperties", $"there is an unexpected element {tag.Name.LocalName} in EncryptedData or beside it");
                break;
        }
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (_inValue)
        {
            _ciphertext!.Write(utf8);
        }
        else
        {
            _part?.Text(utf8);
        }
    }

    public override void EndElement(XmlName name)
    {
        _part?.EndElement(name);
        if (_inValue)
        {
            EndValue();
        }
        else if (_depth == PartDepth && _part is not null)
        {
            (_method, _keyInfo) = _method is null ? (_part.Root, null) : (_method, _part.Root);
            _part = null;
        }

        _depth--;
    }

    public override void EndDocument() => Require(_ciphertext is not null, "EncryptedData holds no CipherValue");

    public void Dispose()
    {
        _ciphertext?.Dispose();
        _plaintext?.Dispose();
        target.Dispose();
    }

    private void StartPart(XmlStartTag tag)
    {
        var expected = _parts.Count switch { 0 => "EncryptionMethod", 1 => "KeyInfo", 2 => "CipherData", 3 => "EncryptionProperties", _ => "" };
        var ns = expected == "KeyInfo" ? XmlNamespaces.Ds : XmlNamespaces.Xenc;
        Require(tag.Name.Is(ns, expected), "EncryptedData must hold EncryptionMethod, KeyInfo and CipherData, each once and in this order");
        _parts.Add(expected);
        if (_parts.Count <= 2)
        {
            _part = new BoundedTree();
            _part.StartElement(tag);
        }
    }

    private void StartValue()
    {
        using var key = keys.Unwrap(_method!, _keyInfo!);
        _plaintext = ContentCryptography.DecryptTo(target, key, leaveOpen: true);
        _ciphertext = Base64Streams.DecodeTo(_plaintext, leaveOpen: true);
        _inValue = true;
    }

    private void EndValue()
    {
        _ciphertext!.Complete();
        _plaintext!.Complete();
        target.Complete();
        _inValue = false;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new PayloadRefusedException(new RuleFault("O2O-2", otherwise));
        }
    }
}
