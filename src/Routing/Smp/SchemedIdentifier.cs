namespace SdkNode.Routing.Smp;

/// <summary>An identifier with its scheme, as SMP documents write them.</summary>
/// <param name="Scheme">The scheme, compared exactly.</param>
/// <param name="Value">The identifier.</param>
public sealed record SchemedIdentifier(string Scheme, string Value)
{
    /// <summary>The form <c>scheme::value</c> used in SMP addresses.</summary>
    public override string ToString() => $"{Scheme}::{Value}";
}
