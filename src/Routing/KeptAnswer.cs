using SdkNode.Envelope.Identifiers;

namespace SdkNode.Routing;

/// <summary>An answer of the directory that is kept (DIR-6).</summary>
/// <param name="Participant">Whose metadata it is.</param>
/// <param name="DocumentType">For which document type.</param>
/// <param name="Until">When it is asked for again at the latest.</param>
public sealed record KeptAnswer(ParticipantIdentifier Participant, DocumentTypeIdentifier DocumentType, DateTimeOffset Until);
