namespace SdkNode.Routing.Smp;

/// <summary>What an SMP lists of one participant (DIR-2). It is not signed, so it is for showing to people and for nothing else.</summary>
/// <param name="Participant">Whom it is about.</param>
/// <param name="Documents">The document identifiers listed, as they stand in the references.</param>
public sealed record ServiceGroup(SchemedIdentifier Participant, IReadOnlyList<string> Documents);
