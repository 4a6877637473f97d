using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Hosting;
using SdkNode.Security;

namespace SdkNode.Node.Partners;

/// <summary>A participant and a document type in an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Participant">The participant.</param>
/// <param name="DocumentType">The document type with its transport model.</param>
internal sealed record PartnerQuestion(EnvironmentRuntime Environment, ParticipantIdentifier Participant, DocumentTypeIdentifier DocumentType)
{
    /// <summary>What is asked of where nobody says: SDK messages.</summary>
    public static string UsualType { get; } = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString();

    /// <summary>Reads names as people type them; the fault says which of them is wrong.</summary>
    public static Result<PartnerQuestion, string> Read(EnvironmentRuntimes environments, string environment, string participant, string type)
    {
        if (environments.Find(environment) is not { } found)
        {
            return $"There is no environment \"{environment}\".";
        }

        if (!ParticipantIdentifier.Parse(participant).TryGet(out var id, out var wrong))
        {
            return $"{participant}: {wrong.Detail}.";
        }

        return DocumentTypeIdentifier.Parse(type).TryGet(out var documentType, out wrong)
            ? new PartnerQuestion(found, id, documentType)
            : $"{type}: {wrong.Detail}.";
    }
}
