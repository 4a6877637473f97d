using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Security.Encryption;

/// <summary>
/// Thrown by a deciphering stream when length, padding or tag are wrong; always the same, and to be turned into
/// <see cref="DecryptionFault.Undecryptable"/> at the edge of the pipeline.
/// </summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It never says more than that.")]
public sealed class UndecryptableException : Exception
{
    /// <summary>Makes the exception.</summary>
    public UndecryptableException()
        : base(DecryptionFault.Undecryptable.Detail)
    {
    }

    /// <summary>The fault that it stands for.</summary>
    public DecryptionFault Fault { get; } = DecryptionFault.Undecryptable;
}
