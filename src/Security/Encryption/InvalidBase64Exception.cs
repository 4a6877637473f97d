using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Security.Encryption;

/// <summary>Thrown by a decoding stream when the text is not Base64.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It never says more than that.")]
public sealed class InvalidBase64Exception : Exception
{
    /// <summary>Makes the exception.</summary>
    public InvalidBase64Exception()
        : base("The text is not Base64.")
    {
    }
}
