using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Inbound;

/// <summary>What an AS4 header asks of us, read into identifiers.</summary>
/// <param name="Participant">The participant of ours that it is for.</param>
/// <param name="From">originalSender.</param>
/// <param name="DocumentType">The action's document type.</param>
internal sealed record ServicedHeader(ParticipantSetup Participant, ParticipantIdentifier From, DocumentTypeIdentifier DocumentType);

/// <summary>Whether this access point serves what an AS4 header asks (AS4-5, AS4-6, ID-8).</summary>
internal static class ServiceCheck
{
    /// <summary>The header's identifiers, or the decision that refuses it and why.</summary>
    public static (ServicedHeader? Header, As4Decision.Refuse? Refusal, string Reason) Judge(As4UserMessage message, EnvironmentSetup environment)
    {
        if (message.Service.Value != ProcessIdentifier.NoProcess || message.Service.Type != ProcessIdentifier.Scheme)
        {
            return Refuse(As4ErrorCode.ProcessingModeMismatch, $"Unknown service \"{message.Service.Value}\" (AS4-2)");
        }

        if (message.Parts.Count != 1)
        {
            return Refuse(As4ErrorCode.InvalidHeader, $"{message.Parts.Count} payloads instead of one (AS4-2)");
        }

        if (Party(message, "originalSender") is not { } from || Party(message, "finalRecipient") is not { } to)
        {
            return Refuse(As4ErrorCode.InvalidHeader, "originalSender or finalRecipient is missing, repeated or no participant identifier (AS4-2)");
        }

        if (environment.FindParticipant(to) is not { } participant)
        {
            return Refuse(As4ErrorCode.OtherError, $"{to} is not served here (AS4-6)", As4Error.NotServiced);
        }

        const string scheme = DocumentTypeIdentifier.Scheme + "::";
        if (!message.Action.StartsWith(scheme, StringComparison.Ordinal)
            || !DocumentTypeIdentifier.Parse(message.Action[scheme.Length..]).TryGet(out var type, out _)
            || !environment.TransportModels.Contains(type.TransportModel)
            || environment.DocumentTypes.Find(type.BaseCode) is null)
        {
            return Refuse(As4ErrorCode.OtherError, $"The document type of action \"{message.Action}\" is not served here (AS4-6, ID-8)", As4Error.NotServiced);
        }

        return (new ServicedHeader(participant, from, type), null, "");
    }

    private static ParticipantIdentifier? Party(As4UserMessage message, string name)
    {
        var found = message.Properties.Where(property => property.Name == name).ToList();
        return found.Count == 1 && (found[0].Type is null or ParticipantIdentifier.Scheme)
            && ParticipantIdentifier.Parse(found[0].Value).TryGet(out var id, out _) ? id : null;
    }

    private static (ServicedHeader?, As4Decision.Refuse?, string) Refuse(As4ErrorCode code, string reason, string? detail = null) =>
        (null, new As4Decision.Refuse(code, detail), reason);
}
