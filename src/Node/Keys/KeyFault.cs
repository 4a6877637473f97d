namespace SdkNode.Node.Keys;

/// <summary>Why something with a key was not done.</summary>
/// <param name="Detail">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record KeyFault(string Detail, string Remedy);

/// <summary>Where a key is wanted, as people write it.</summary>
/// <param name="Environment">The environment; may be left out where there is one.</param>
/// <param name="Purpose">A name of <see cref="KeyPurposes"/>.</param>
/// <param name="Participant">The participant, for O2O; may be left out where there is one.</param>
internal sealed record KeyPlace(string? Environment, string? Purpose, string? Participant);
