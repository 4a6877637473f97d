using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.Security;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.As4.WsSecurity;

/// <summary>
/// Holds a signature's references against what the profile demands: Messaging and Body of this envelope, each once, the
/// timestamp when there is one, attachments, and nothing else; only the transforms of AS4-SEC-1 (AS4-SEC-3).
/// </summary>
internal static class ReferencedParts
{
    /// <summary>Checks the references and the digests of those inside the envelope; gives those of the attachments by Content-ID.</summary>
    public static Result<Dictionary<string, SignatureReference>, As4Fault> Check(SoapMessage soap, SecurityHeader header, XmlSignature signature)
    {
        var attachments = new Dictionary<string, SignatureReference>(StringComparer.Ordinal);
        var covered = new HashSet<XmlTreeElement>();
        foreach (var reference in signature.References)
        {
            var fault = ContentIds.FromUri(reference.Uri) is { } id
                ? AddAttachment(reference, id, attachments)
                : CheckElement(soap, header, reference, covered);
            if (fault is not null)
            {
                return fault;
            }
        }

        foreach (var required in new[] { soap.Messaging, soap.Body, header.Timestamp })
        {
            if (required is not null && !covered.Contains(required))
            {
                return As4Fault.Policy("AS4-SEC-3", $"{required.Name.LocalName} is not signed.");
            }
        }

        return attachments;
    }

    private static As4Fault? AddAttachment(SignatureReference reference, string id, Dictionary<string, SignatureReference> attachments)
    {
        if (!HasOnly(reference, SignatureAlgorithms.AttachmentContent))
        {
            return As4Fault.Policy("AS4-SEC-1", "An attachment is signed with other transforms than the attachment content transform.");
        }

        return attachments.TryAdd(id, reference) ? null : As4Fault.Policy("AS4-SEC-3", "An attachment is signed twice.");
    }

    private static As4Fault? CheckElement(SoapMessage soap, SecurityHeader header, SignatureReference reference, HashSet<XmlTreeElement> covered)
    {
        if (reference.Uri is not ['#', _, ..])
        {
            return As4Fault.Policy("AS4-SEC-3", "A reference is neither an id in the envelope nor an attachment.");
        }

        if (!HasOnly(reference, XmlNamespaces.ExcC14N))
        {
            return As4Fault.Policy("AS4-SEC-1", "An element is signed with other transforms than exclusive canonicalisation.");
        }

        var id = reference.Uri[1..];
        if (soap.Tree.FindById(id) is not { } element)
        {
            return As4Fault.Authentication("AS4-SEC-3", $"A reference resolves to {soap.Tree.CountById(id)} elements, not exactly one.");
        }

        // Identity, not likeness: what is signed must be the very elements that are processed (signature wrapping).
        if (element != soap.Messaging && element != soap.Body && element != header.Timestamp)
        {
            return As4Fault.Policy("AS4-SEC-3", $"A reference points to {element.Path}, which is not among the parts to be signed.");
        }

        if (!covered.Add(element))
        {
            return As4Fault.Policy("AS4-SEC-3", $"{element.Name.LocalName} is signed twice.");
        }

        return reference.IsDigestOf(element)
            ? null
            : As4Fault.Authentication("AS4-SEC-1", $"The digest of {element.Name.LocalName} differs from the signed one.");
    }

    private static bool HasOnly(SignatureReference reference, string algorithm) =>
        reference.Transforms is [var only] && only.Algorithm == algorithm;
}
