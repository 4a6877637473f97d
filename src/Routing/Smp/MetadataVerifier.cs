using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Certificates;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-3: the signature of metadata must verify, cover the whole document and be made by the environment's SMP.</summary>
public sealed class MetadataVerifier
{
    private const string Title = "Signature of the metadata";
    private const string Asked = "enveloped XML signature over the whole document";

    private readonly TrustPolicy _trust;
    private readonly SignaturePolicy _policy;
    private readonly CertificateCheck _certificates;

    /// <summary>A verifier that goes by the SMP trust of <paramref name="environment"/>.</summary>
    public MetadataVerifier(RoutingEnvironment environment, CertificateVerifier certificates)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _trust = environment.SmpTrust;
        _policy = environment.AllowExtraC14NTransform ? SignaturePolicy.Smp : SignaturePolicy.Smp with { MaxTransforms = 1 };
        _certificates = new CertificateCheck(certificates);
    }

    /// <summary>Signature, then signer, then content: nothing is read out of what is not signed.</summary>
    public async ValueTask<Result<VerifiedMetadata, RoutingFault>> VerifyAsync(XmlTree document, LookupTrace? trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        var signature = EnvelopedSignature.Verify(document, _policy);
        if (!signature.IsOk)
        {
            var bad = RoutingFault.Definite(RoutingFaultKind.MetadataSignature, $"The metadata's signature is refused: {signature.Fault.Detail}");
            trace?.Refuse(Title, Asked, bad);
            return bad;
        }

        trace?.Ok(Title, Asked, $"verifies, {signature.Value.Signature.SignatureMethod}");
        var signer = signature.Value.Signer;
        var fault = await _certificates.CheckAsync(
            new CertificateQuestion("Signer of the metadata", signer, _trust, RoutingFaultKind.MetadataSigner), trace, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        if (!ServiceMetadataReader.Read(document).TryGet(out var content, out fault))
        {
            trace?.Refuse("Content of the metadata", document.Root.Name.LocalName, fault);
            return fault;
        }

        return new VerifiedMetadata(content, signer);
    }
}
