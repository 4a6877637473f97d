using SdkNode.Security.Certificates;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>The enveloped signature of a whole small document (DIR-3). For large ones: <see cref="EnvelopedSignatureSink"/> and <see cref="EnvelopedSigner"/>.</summary>
public static class EnvelopedSignature
{
    /// <summary>Verifies a document in memory, with any digest plan that the policy allows.</summary>
    public static Result<VerifiedEnvelopedSignature, SignatureFault> Verify(XmlTree document, SignaturePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var usual = new EnvelopedSignatureSink();
        document.ReplayTo(usual);
        var verdict = usual.Verify(policy);
        if (verdict.Fault?.Kind != SignatureFaultKind.OtherDigestPlan)
        {
            return verdict;
        }

        using var named = new EnvelopedSignatureSink(usual.NamedPlan);
        document.ReplayTo(named);
        return named.Verify(policy);
    }

    /// <summary>Signs a document in memory; see <see cref="EnvelopedSigner"/>.</summary>
    /// <exception cref="XmlRejectedException">It is no well-formed document.</exception>
    public static async Task<byte[]> SignAsync(ReadOnlyMemory<byte> document, KeyPair key, EnvelopedForm form, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        await using var signer = new EnvelopedSigner(output, key, XmlLimits.Header, form);
        await signer.WriteAsync(document, cancellationToken);
        await signer.CompleteAsync(cancellationToken);
        return output.ToArray();
    }
}
