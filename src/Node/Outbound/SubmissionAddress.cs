using SdkNode.Envelope.DocumentTypes;
using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Security;

namespace SdkNode.Node.Outbound;

/// <summary>Whom a submission is for and in whose name, as identifiers and settings (AP-2).</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Sender">The sending participant of ours.</param>
/// <param name="To">The receiving participant.</param>
/// <param name="Type">The document type.</param>
internal sealed record SubmissionAddress(EnvironmentSetup Environment, ParticipantSetup Sender, ParticipantIdentifier To, DocumentType Type)
{
    /// <summary>Whether it is an SDK message, which is understood and validated.</summary>
    public bool IsSdkMessage => Type.BaseCode == DocumentTypeIdentifier.SdkMessageBaseCode;

    /// <summary>The largest payload, octets (MSG-13, MSG-14).</summary>
    public long MaxBytes => IsSdkMessage ? Environment.Options.Limits.MaxOutgoingMessageBytes : Type.MaxBytes;

    /// <summary>Reads a submission's address, or says what is wrong with it.</summary>
    public static Result<SubmissionAddress, IntakeFault> Read(Submission submission, EnvironmentRuntimes environments)
    {
        if (environments.Find(submission.Environment) is not { } environment)
        {
            return IntakeFault.Refuse($"There is no environment \"{submission.Environment}\"; there is {string.Join(", ", environments.All.Select(known => known.Setup.Name))}.");
        }

        if (!ParticipantIdentifier.Parse(submission.From).TryGet(out var from, out var wrong))
        {
            return IntakeFault.Refuse($"The sender {submission.From}: {wrong.Detail}.");
        }

        if (environment.Setup.FindParticipant(from) is not { } participant)
        {
            return IntakeFault.Refuse($"This node does not serve {submission.From} in {submission.Environment} (AP-2). It serves {string.Join(", ", environment.Setup.Participants.Select(known => known.Id.Value))}.");
        }

        if (!ParticipantIdentifier.Parse(submission.To).TryGet(out var to, out wrong))
        {
            return IntakeFault.Refuse($"The receiver {submission.To}: {wrong.Detail}.");
        }

        if (environment.Setup.DocumentTypes.Find(submission.DocumentType) is not { } type || submission.DocumentType == DocumentTypeIdentifier.MessageReceiptBaseCode)
        {
            return IntakeFault.Refuse($"The document type {submission.DocumentType} is not registered in the settings (MSG-14), or is one that the node itself sends.");
        }

        return new SubmissionAddress(environment.Setup, participant, to, type);
    }
}
