using SdkNode.Envelope.Content;

namespace SdkNode.Envelope.Opening;

/// <summary>Takes a deciphered payload and gives it on as the payload that people know.</summary>
internal abstract class PlaintextTarget : WriteOnlyStream
{
    /// <summary>The plaintext ends here.</summary>
    public abstract void Complete();
}
