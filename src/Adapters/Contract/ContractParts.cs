namespace SdkNode.Adapters.Contract;

/// <summary>Which content a client wants (API-0).</summary>
/// <param name="Texts">Whether <c>contentTextBody</c> is written.</param>
/// <param name="Files">Whether <c>contentFiles</c> is written.</param>
public sealed record ContractParts(bool Texts = true, bool Files = true)
{
    /// <summary>All of it.</summary>
    public static ContractParts All { get; } = new();
}
