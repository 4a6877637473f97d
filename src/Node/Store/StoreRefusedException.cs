namespace SdkNode.Node.Store;

/// <summary>The node must not start on this store: what it was given does not belong together.</summary>
/// <param name="setting">The setting that an admin should look at.</param>
/// <param name="value">Its value.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="remedy">What to do.</param>
internal sealed class StoreRefusedException(string setting, string value, string problem, string remedy) : Exception($"{problem} {remedy}")
{
    /// <summary>The setting that an admin should look at.</summary>
    public string Setting { get; } = setting;

    /// <summary>Its value.</summary>
    public string Value { get; } = value;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
