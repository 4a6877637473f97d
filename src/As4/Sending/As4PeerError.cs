using SdkNode.As4.Messages;

namespace SdkNode.As4.Sending;

/// <summary>The peer answered with an ebMS error (AS4-5).</summary>
/// <param name="Error">The first failure of the signal, else its first error.</param>
/// <param name="IsSigned">True only when the signature verifies, is the expected receiver's and the error is about our message.</param>
public sealed record As4PeerError(As4Error Error, bool IsSigned) : As4SendOutcome
{
    /// <summary>Every error of the signal.</summary>
    public IReadOnlyList<As4Error> All { get; init; } = [];

    /// <summary>Why the error is not taken as signed, or null when it is.</summary>
    public string? SignatureRemark { get; init; }

    /// <inheritdoc/>
    public override As4Disposition Disposition => As4Dispositions.ForError(Error, IsSigned);

    /// <inheritdoc/>
    public override string Detail =>
        $"The peer answered {Error.Code} {Error.ShortDescription}{(Error.Detail is null ? "" : $" ({Error.Detail})")}{(IsSigned ? "" : $", not validly signed: {SignatureRemark}")}.";
}
