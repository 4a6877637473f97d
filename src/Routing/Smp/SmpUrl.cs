using SdkNode.Envelope.Identifiers;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-2: the addresses of SMP documents; every path segment is percent-encoded whole.</summary>
public static class SmpUrl
{
    /// <summary>The ServiceGroup of a participant: <c>{base}/{scheme}::{id}</c>.</summary>
    public static Uri ServiceGroup(Uri baseUrl, ParticipantIdentifier participant)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(participant);
        return new Uri($"{baseUrl.AbsoluteUri.TrimEnd('/')}/{Segment(ParticipantIdentifier.Scheme, participant.Normalized)}");
    }

    /// <summary>The SignedServiceMetadata of a participant and a document type: <c>…/services/{docscheme}::{docid}</c>.</summary>
    public static Uri ServiceMetadata(Uri baseUrl, ParticipantIdentifier participant, DocumentTypeIdentifier documentType)
    {
        ArgumentNullException.ThrowIfNull(documentType);
        return new Uri($"{ServiceGroup(baseUrl, participant).AbsoluteUri}/services/{Segment(DocumentTypeIdentifier.Scheme, documentType.ToString())}");
    }

    private static string Segment(string scheme, string value) => Uri.EscapeDataString($"{scheme}::{value}");
}
