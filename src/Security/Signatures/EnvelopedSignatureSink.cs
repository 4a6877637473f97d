using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>
/// Digests a document while it passes, without the ds:Signature that is its root's last child, and keeps that signature: one pass, one
/// canonicalisation, memory bounded by the signature's limits.
/// </summary>
/// <remarks>
/// Which canonicalisation the signature names is known at the document's end only. The sink digests by the plan that it is given, by
/// default inclusive C14N and SHA-256 (1.1 is the same for a whole document, so it costs nothing); where the signature names exclusive C14N
/// or another hash, <see cref="Verify"/> gives <see cref="SignatureFaultKind.OtherDigestPlan"/> and <see cref="NamedPlan"/>, and the caller passes the document
/// through a second sink with that plan.
/// A ds:Signature counts as the document's when it is a child of the root, and there must be one, the last (O2O-3). One deeper
/// down, such as in an XML payload that is signed itself, is content: it is digested like all content and never looked at, so it can
/// neither replace nor add to the document's signature.
/// </remarks>
public sealed class EnvelopedSignatureSink : XmlTokenSink, IDisposable
{
    private const int MaxSignatureElements = 500;
    private const int MaxSignatureBytes = 256 * 1024;
    private readonly EnvelopedDigestPlan _plan;
    private readonly HashStream _hash;
    private readonly Canonicalizer _canonicalizer;
    private XmlTreeElement? _root;
    private XmlTreeBuilder? _capture;
    private SignatureFault? _fault;
    private byte[]? _digest;
    private int _depth;
    private int _captureDepth;
    private int _capturedElements;
    private int _capturedBytes;

    /// <summary>A sink that digests by a plan; null: <see cref="EnvelopedDigestPlan.Default"/>.</summary>
    public EnvelopedSignatureSink(EnvelopedDigestPlan? plan = null)
    {
        _plan = plan ?? EnvelopedDigestPlan.Default;
        _hash = new HashStream(_plan.Digest);
        _canonicalizer = new Canonicalizer(_plan.Canonicalization, _hash, _plan.InclusivePrefixes);
    }

    /// <summary>The plan that the signature names; null before <see cref="Verify"/> and when its structure is refused.</summary>
    public EnvelopedDigestPlan? NamedPlan { get; private set; }

    private bool IsAfterSignature => _depth == 1 && _capture is not null;

    /// <summary>After the document's end: structure and algorithms, then digest, then value with the certificate that came along.</summary>
    /// <exception cref="InvalidOperationException">The document has not ended.</exception>
    public Result<VerifiedEnvelopedSignature, SignatureFault> Verify(SignaturePolicy policy)
    {
        if (_digest is null)
        {
            throw new InvalidOperationException("The document has not ended.");
        }

        if (_fault is not null)
        {
            return _fault;
        }

        if (_capture is null)
        {
            return new SignatureFault(SignatureFaultKind.Missing, "The root element has no ds:Signature.");
        }

        if (!XmlSignature.Read(_capture.Build().Root, policy).TryGet(out var signature, out var fault)
            || !EnvelopedDigestPlan.Of(signature).TryGet(out var named, out fault))
        {
            return fault;
        }

        NamedPlan = named;
        if (!named.IsSameAs(_plan))
        {
            return new SignatureFault(SignatureFaultKind.OtherDigestPlan, "The signature names another canonicalisation or hash than the document was digested with.");
        }

        if (!signature.References[0].HasDigest(_digest))
        {
            return new SignatureFault(SignatureFaultKind.DigestMismatch, "The document is not what was signed: its digest differs.");
        }

        if (signature.X509DataCertificate() is not { } signer)
        {
            return new SignatureFault(SignatureFaultKind.CertificateMissing, "KeyInfo holds no usable X509Certificate.");
        }

        return signature.VerifyValue(signer).TryGet(out _, out fault) ? new VerifiedEnvelopedSignature(signer, signature) : fault;
    }

    /// <inheritdoc/>
    public override void StartElement(XmlStartTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (_captureDepth > 0)
        {
            Capture(tag);
            return;
        }

        _depth++;
        _root ??= XmlTreeBuilder.ElementOf(tag, null);
        if (_depth == 2)
        {
            if (_capture is not null)
            {
                Refuse("ds:Signature is not the last child of the root, or there is more than one.");
            }
            else if (tag.Name.Is(XmlNamespaces.Ds, "Signature"))
            {
                _depth--;
                _capture = new XmlTreeBuilder(_root);
                Capture(tag);
                return;
            }
        }

        _canonicalizer.StartElement(tag);
    }

    /// <inheritdoc/>
    public override void EndElement(XmlName name)
    {
        if (_captureDepth == 0)
        {
            _canonicalizer.EndElement(name);
            _depth--;
            return;
        }

        _captureDepth--;
        if (_fault is null)
        {
            _capture!.EndElement(name);
        }
    }

    /// <inheritdoc/>
    public override void Text(ReadOnlySpan<byte> utf8)
    {
        if (_captureDepth > 0)
        {
            if (MayCapture(utf8.Length))
            {
                _capture!.Text(utf8);
            }

            return;
        }

        if (IsAfterSignature && utf8.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            Refuse("Text after the ds:Signature.");
        }

        _canonicalizer.Text(utf8);
    }

    /// <inheritdoc/>
    public override void ProcessingInstruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> data)
    {
        if (_captureDepth > 0)
        {
            if (MayCapture(target.Length + data.Length))
            {
                _capture!.ProcessingInstruction(target, data);
            }

            return;
        }

        if (IsAfterSignature)
        {
            Refuse("A processing instruction after the ds:Signature.");
        }

        _canonicalizer.ProcessingInstruction(target, data);
    }

    /// <inheritdoc/>
    public override void EndDocument()
    {
        _canonicalizer.EndDocument();
        _digest = _hash.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Capture(XmlStartTag tag)
    {
        _captureDepth++;
        var bytes = 0;
        foreach (ref readonly var attribute in tag.Attributes)
        {
            bytes += attribute.Utf8Value.Length;
        }

        _capturedElements++;
        if (MayCapture(bytes))
        {
            _capture!.StartElement(tag);
        }
    }

    private bool MayCapture(int bytes)
    {
        _capturedBytes += bytes;
        if (_capturedBytes > MaxSignatureBytes || _capturedElements > MaxSignatureElements)
        {
            Refuse("The ds:Signature is too large.");
        }

        return _fault is null;
    }

    private void Refuse(string detail) => _fault ??= new SignatureFault(SignatureFaultKind.Malformed, detail);
}
