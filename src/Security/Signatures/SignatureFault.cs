namespace SdkNode.Security.Signatures;

/// <summary>Kinds of refused signatures.</summary>
public enum SignatureFaultKind
{
    /// <summary>There is no signature.</summary>
    Missing,

    /// <summary>Not of the one structure that is accepted, or in the wrong place, or more than one.</summary>
    Malformed,

    /// <summary>An algorithm outside the allow-list.</summary>
    AlgorithmNotAllowed,

    /// <summary>A reference or transform beyond those that the profile names.</summary>
    ReferenceNotAllowed,

    /// <summary>A reference that the profile requires is absent.</summary>
    ReferenceMissing,

    /// <summary>A reference resolves to nothing or to more than one thing.</summary>
    ReferenceUnresolved,

    /// <summary>What is referred to is not what was signed.</summary>
    DigestMismatch,

    /// <summary>The signature value does not verify with the certificate's key.</summary>
    ValueMismatch,

    /// <summary>No usable certificate came with the signature.</summary>
    CertificateMissing,

    /// <summary>The document was digested with another canonicalisation or hash than the signature names: pass over it again with <see cref="EnvelopedSignatureSink.NamedPlan"/>.</summary>
    OtherDigestPlan,
}

/// <summary>Why a signature was refused.</summary>
/// <param name="Kind">What sort of fault.</param>
/// <param name="Detail">For people on our side; peers get no detail.</param>
public sealed record SignatureFault(SignatureFaultKind Kind, string Detail);
