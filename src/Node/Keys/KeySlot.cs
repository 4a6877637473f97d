namespace SdkNode.Node.Keys;

/// <summary>Where a key belongs: an environment, a purpose, and for O2O a participant.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Participant">The participant's identifier; empty for the access point's own keys.</param>
internal sealed record KeySlot(string Environment, KeyPurpose Purpose, string Participant = "")
{
    /// <summary>The slot in words, for example <c>qa o2o-signing 0203:kristinehamn.se</c>.</summary>
    public override string ToString() => $"{Environment} {KeyPurposes.NameOf([Purpose])}{(Participant.Length == 0 ? "" : $" {Participant}")}";
}
