using SdkNode.Envelope.Identifiers;

namespace SdkNode.Testbed.Federation;

/// <summary>What a request to the SMP asks for (DIR-2): a ServiceGroup, or with a document type its metadata.</summary>
internal sealed record SmpQuestion(ParticipantIdentifier Participant, DocumentTypeIdentifier? DocumentType)
{
    /// <summary>Reads the target as it came, since a decoded path no longer tells a separator from a character of an identifier.</summary>
    public static SmpQuestion? Parse(string target, string basePath)
    {
        if (!target.StartsWith(basePath, StringComparison.Ordinal))
        {
            return null;
        }

        return target[basePath.Length..].Split('/') switch
        {
            [var group] => ParticipantOf(group) is { } participant ? new SmpQuestion(participant, null) : null,
            [var group, "services", var service] => ParticipantOf(group) is { } participant && DocumentOf(service) is { } document ? new SmpQuestion(participant, document) : null,
            _ => null,
        };
    }

    private static ParticipantIdentifier? ParticipantOf(string segment) =>
        Value(segment, ParticipantIdentifier.Scheme) is { } value ? ParticipantIdentifier.Parse(value).Value : null;

    private static DocumentTypeIdentifier? DocumentOf(string segment) =>
        Value(segment, DocumentTypeIdentifier.Scheme) is { } value ? DocumentTypeIdentifier.Parse(value).Value : null;

    private static string? Value(string segment, string scheme)
    {
        var text = Uri.UnescapeDataString(segment);
        return text.StartsWith(scheme + "::", StringComparison.Ordinal) ? text[(scheme.Length + 2)..] : null;
    }
}
