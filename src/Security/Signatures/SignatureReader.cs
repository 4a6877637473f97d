using SdkNode.Security.Xml;

namespace SdkNode.Security.Signatures;

/// <summary>What a ds:SignedInfo says.</summary>
internal sealed record SignedInfo(
    XmlTreeElement Element,
    CanonicalizationAlgorithm Canonicalization,
    IReadOnlyList<string> InclusivePrefixes,
    string SignatureMethod,
    IReadOnlyList<SignatureReference> References);

/// <summary>Reads ds:SignedInfo: exactly the elements of XML Signature 1.0, in their order, with algorithms of the policy (O2O-3, AS4-SEC-3).</summary>
internal sealed class SignatureReader(SignaturePolicy policy)
{
    internal Result<SignedInfo, SignatureFault> ReadSignedInfo(XmlTreeElement element)
    {
        if (!SignatureElements.Of(element, "Id").TryGet(out var children, out var fault))
        {
            return fault;
        }

        if (children.Take(XmlNamespaces.Ds, "CanonicalizationMethod") is not { } canonicalization)
        {
            return children.Expected("CanonicalizationMethod");
        }

        if (children.Take(XmlNamespaces.Ds, "SignatureMethod") is not { } method)
        {
            return children.Expected("SignatureMethod");
        }

        if (!ReadAlgorithm(canonicalization).TryGet(out var c14n, out fault) || !ReadSimple(method, policy.SignatureMethods).TryGet(out var signatureMethod, out fault))
        {
            return fault;
        }

        if (CanonicalizationAlgorithms.FromUri(c14n.Algorithm) is not { } algorithm || !policy.Canonicalizations.Contains(algorithm))
        {
            return NotAllowed(canonicalization, c14n.Algorithm);
        }

        if (!Canonicalizer.CanWrite(element, algorithm))
        {
            return SignatureElements.Malformed(canonicalization, "C14N 1.1 below xml:base is not supported");
        }

        if (!ReadReferences(children).TryGet(out var references, out fault))
        {
            return fault;
        }

        return new SignedInfo(element, algorithm, c14n.InclusivePrefixes, signatureMethod, references);
    }

    private static SignatureFault NotAllowed(XmlTreeElement at, string algorithm) =>
        new(SignatureFaultKind.AlgorithmNotAllowed, $"{at.Name.LocalName} names {algorithm}, which is not on the list of allowed algorithms.");

    private Result<List<SignatureReference>, SignatureFault> ReadReferences(SignatureElements children)
    {
        var references = new List<SignatureReference>();
        while (children.Take(XmlNamespaces.Ds, "Reference") is { } element)
        {
            if (references.Count == policy.MaxReferences)
            {
                return new SignatureFault(SignatureFaultKind.ReferenceNotAllowed, $"More than {policy.MaxReferences} references.");
            }

            if (!ReadReference(element).TryGet(out var reference, out var fault))
            {
                return fault;
            }

            references.Add(reference);
        }

        if (children.Rest() is { } rest)
        {
            return rest;
        }

        return references.Count > 0 ? references : children.Expected("Reference");
    }

    private Result<SignatureReference, SignatureFault> ReadReference(XmlTreeElement element)
    {
        if (!SignatureElements.Of(element, "Id", "URI", "Type").TryGet(out var children, out var fault))
        {
            return fault;
        }

        if (element.Attribute("", "URI") is not { } uri)
        {
            return new SignatureFault(SignatureFaultKind.ReferenceNotAllowed, "A reference without URI.");
        }

        if (!ReadTransforms(children.Take(XmlNamespaces.Ds, "Transforms")).TryGet(out var transforms, out fault))
        {
            return fault;
        }

        if (children.Take(XmlNamespaces.Ds, "DigestMethod") is not { } method)
        {
            return children.Expected("DigestMethod");
        }

        if (children.Take(XmlNamespaces.Ds, "DigestValue") is not { } value)
        {
            return children.Expected("DigestValue");
        }

        if (children.Rest() is { } rest)
        {
            return rest;
        }

        if (!ReadSimple(method, policy.DigestMethods).TryGet(out var digestMethod, out fault) || !ReadBase64(value).TryGet(out var digest, out fault))
        {
            return fault;
        }

        var hash = SignatureAlgorithms.HashOf(digestMethod) ?? throw new InvalidOperationException($"The policy allows {digestMethod}, which is not implemented.");
        return new SignatureReference(uri, transforms, hash, digest, element);
    }

    private Result<List<ReferenceTransform>, SignatureFault> ReadTransforms(XmlTreeElement? element)
    {
        var transforms = new List<ReferenceTransform>();
        if (element is null)
        {
            return transforms;
        }

        if (!SignatureElements.Of(element).TryGet(out var children, out var fault))
        {
            return fault;
        }

        while (children.Take(XmlNamespaces.Ds, "Transform") is { } transform)
        {
            if (!ReadAlgorithm(transform).TryGet(out var read, out fault))
            {
                return fault;
            }

            if (!policy.Transforms.Contains(read.Algorithm) || transforms.Count == policy.MaxTransforms)
            {
                return new SignatureFault(SignatureFaultKind.ReferenceNotAllowed, $"The transform {read.Algorithm} is not allowed, or there are too many.");
            }

            transforms.Add(read);
        }

        if (children.Rest() is { } rest)
        {
            return rest;
        }

        return transforms.Count > 0 ? transforms : children.Expected("Transform");
    }

    /// <summary>An element that names an algorithm; only exclusive C14N may have a parameter, its InclusiveNamespaces.</summary>
    private static Result<ReferenceTransform, SignatureFault> ReadAlgorithm(XmlTreeElement element)
    {
        if (!SignatureElements.Of(element, "Algorithm").TryGet(out var children, out var fault))
        {
            return fault;
        }

        if (element.Attribute("", "Algorithm") is not { } algorithm)
        {
            return SignatureElements.Malformed(element, "Algorithm is missing");
        }

        IReadOnlyList<string> prefixes = [];
        if (algorithm == XmlNamespaces.ExcC14N && children.Take(XmlNamespaces.ExcC14N, "InclusiveNamespaces") is { } inclusive)
        {
            if (!SignatureElements.Of(inclusive, "PrefixList").TryGet(out var none, out fault) || none.Rest() is not null)
            {
                return fault ?? SignatureElements.Malformed(inclusive, "it has content");
            }

            prefixes = (inclusive.Attribute("", "PrefixList") ?? "").Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        }

        return children.Rest() is { } rest ? rest : new ReferenceTransform(algorithm, prefixes);
    }

    private static Result<string, SignatureFault> ReadSimple(XmlTreeElement element, IReadOnlySet<string> allowed)
    {
        if (!ReadAlgorithm(element).TryGet(out var read, out var fault))
        {
            return fault;
        }

        return allowed.Contains(read.Algorithm) ? read.Algorithm : NotAllowed(element, read.Algorithm);
    }

    /// <summary>Base64 with white space and nothing else; unused bits are zero, so that one value is written in one way only.</summary>
    internal static Result<byte[], SignatureFault> ReadBase64(XmlTreeElement element)
    {
        if (element.Children.Any(node => node is not XmlTreeText))
        {
            return SignatureElements.Malformed(element, "it holds something else than text");
        }

        var text = string.Concat(element.Text.Where(c => !SignatureElements.WhiteSpace.Contains(c)));
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text
            ? bytes[..length]
            : SignatureElements.Malformed(element, "it is no Base64");
    }
}
