namespace SdkNode.Node.Keys;

/// <summary>Where a key is wanted, as people write it.</summary>
/// <param name="Environment">The environment; may be left out where there is one.</param>
/// <param name="Purpose">A name of <see cref="KeyPurposes"/>.</param>
/// <param name="Participant">The participant, for O2O; may be left out where there is one.</param>
internal sealed record KeyPlace(string? Environment, string? Purpose, string? Participant);
