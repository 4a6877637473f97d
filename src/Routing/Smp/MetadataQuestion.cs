using SdkNode.Envelope.Identifiers;
using SdkNode.Routing.Tracing;
using SdkNode.Security;

namespace SdkNode.Routing.Smp;

/// <summary>What is looked up: one participant's metadata for one document type. Also the key of the cache (DIR-6).</summary>
internal sealed record MetadataQuestion(ParticipantIdentifier Participant, DocumentTypeIdentifier DocumentType)
{
    /// <summary>DIR-4: the metadata must be about what was asked for.</summary>
    public RoutingFault? Mismatch(ServiceMetadata metadata, LookupTrace? trace)
    {
        var fault = Compare(metadata);
        const string title = "Subject of the metadata";
        var asked = $"{Participant.Value}, {DocumentType}";
        if (fault is null)
        {
            trace?.Ok(title, asked, "the metadata is about what was asked for");
        }
        else
        {
            trace?.Refuse(title, asked, fault);
        }

        return fault;
    }

    private RoutingFault? Compare(ServiceMetadata metadata)
    {
        // ID-2: participants compare without regard to case; document types exactly.
        if (metadata.Participant.Scheme != ParticipantIdentifier.Scheme
            || !string.Equals(metadata.Participant.Value, Participant.Value, StringComparison.OrdinalIgnoreCase))
        {
            return RoutingFault.Definite(RoutingFaultKind.WrongParticipant, $"The metadata asked for is {Participant.Value}'s, but it is about {metadata.Participant}.");
        }

        return metadata.Document.Scheme != DocumentTypeIdentifier.Scheme || metadata.Document.Value != DocumentType.ToString()
            ? RoutingFault.Definite(RoutingFaultKind.WrongDocumentType, $"The metadata asked for is that of {DocumentType}, but it is about {metadata.Document}.")
            : null;
    }
}
