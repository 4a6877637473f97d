namespace SdkNode.Node.Limits;

/// <summary>Why somebody is turned away for now.</summary>
/// <param name="Reason">The limit's name, as metrics have it.</param>
/// <param name="Detail">What happened, for administrators.</param>
/// <param name="Setting">The setting that says how much is allowed.</param>
/// <param name="RetryAfter">When another try makes sense.</param>
internal sealed record Denial(string Reason, string Detail, string Setting, TimeSpan RetryAfter)
{
    /// <summary>The wait in whole seconds, at least one.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));
}
