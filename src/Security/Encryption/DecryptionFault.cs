namespace SdkNode.Security.Encryption;

/// <summary>Kinds of decryption faults.</summary>
public enum DecryptionFaultKind
{
    /// <summary>The XML that describes the encryption is not as the standard says.</summary>
    Malformed,

    /// <summary>An algorithm, or a combination of algorithms, that is not accepted or cannot be had.</summary>
    AlgorithmNotAllowed,

    /// <summary>It is encrypted to none of our certificates.</summary>
    NoKey,

    /// <summary>The one fault of unwrapping, padding, authentication tag and length, so that a peer learns nothing from it (O2O-2).</summary>
    Undecryptable,
}

/// <summary>Why something was not decrypted.</summary>
/// <param name="Kind">What sort of fault.</param>
/// <param name="Detail">For people on our side.</param>
public sealed record DecryptionFault(DecryptionFaultKind Kind, string Detail)
{
    /// <summary>The one <see cref="DecryptionFaultKind.Undecryptable"/> fault.</summary>
    public static DecryptionFault Undecryptable { get; } = new(DecryptionFaultKind.Undecryptable, "The content cannot be decrypted.");
}
