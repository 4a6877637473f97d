namespace SdkNode.Security.Certificates;

/// <summary>Kinds of faults of certificates and of the files that hold them.</summary>
public enum CertificateFaultKind
{
    /// <summary>The file or folder does not exist.</summary>
    FileMissing,

    /// <summary>The file exists and may not be read.</summary>
    FileUnreadable,

    /// <summary>The password is wrong, or one is needed and none was given.</summary>
    WrongPassword,

    /// <summary>There is no private key.</summary>
    NoPrivateKey,

    /// <summary>The private key belongs to another certificate.</summary>
    KeyMismatch,

    /// <summary>The key is not an RSA key, the only kind that the profile knows.</summary>
    NotRsa,

    /// <summary>The validity has not begun.</summary>
    NotYetValid,

    /// <summary>The validity has ended.</summary>
    Expired,

    /// <summary>No chain leads to an anchor of the trust policy.</summary>
    UntrustedChain,

    /// <summary>Issued by another certificate authority than those of the trust policy.</summary>
    WrongIssuer,

    /// <summary>The issuer has revoked it.</summary>
    Revoked,

    /// <summary>Neither OCSP nor a CRL tells whether it is revoked.</summary>
    RevocationUnknown,

    /// <summary>Key usage, extended key usage or basic constraints do not allow the use.</summary>
    KeyUsage,

    /// <summary>The key is shorter than the trust policy demands.</summary>
    KeyTooWeak,

    /// <summary>Signed with an algorithm that is no longer safe, such as SHA-1.</summary>
    WeakSignature,

    /// <summary>A certificate policy that the trust policy demands is absent.</summary>
    PolicyMissing,

    /// <summary>Issued to another name than expected.</summary>
    NameMismatch,

    /// <summary>Not a certificate, key or key store that can be read.</summary>
    Malformed,
}

/// <summary>Why a certificate or key was refused.</summary>
/// <param name="Kind">What sort of fault.</param>
/// <param name="Detail">For people: what is wrong with which certificate or file, and what to do about it. Holds no secret.</param>
public sealed record CertificateFault(CertificateFaultKind Kind, string Detail)
{
    /// <summary>As given, with control characters of names that a stranger chose made harmless.</summary>
    public string Detail { get; } = CertificateNames.Plain(Detail);
}
