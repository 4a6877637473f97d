using SdkNode.Node.Hosting;
using SdkNode.Routing;
using SdkNode.Routing.Tracing;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Partners;

/// <summary>An answer of the directory that is kept.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Participant">Whose metadata it is.</param>
/// <param name="DocumentType">For which document type.</param>
/// <param name="Until">When it is asked for again at the latest.</param>
internal sealed record KeptLine(string Environment, string Participant, string DocumentType, DateTimeOffset Until);

/// <summary>
/// Explains to an administrator how a participant is found: every step of discovery asked anew, what is kept of an earlier one
/// (DIR-6), and what a message would be sent with now.
/// </summary>
internal sealed class LookupDesk(EnvironmentRuntimes environments)
{
    /// <summary>The explanation, or what is wrong with the question.</summary>
    public Task<StepsAnswer> ExplainAsync(string environment, string participant, string type, CancellationToken cancellationToken) =>
        RunAsync(environment, participant, type, refresh: false, cancellationToken);

    /// <summary>The explanation, after what was kept has been forgotten.</summary>
    public Task<StepsAnswer> RefreshAsync(string environment, string participant, string type, CancellationToken cancellationToken) =>
        RunAsync(environment, participant, type, refresh: true, cancellationToken);

    /// <summary>All that is kept, of all environments.</summary>
    public IReadOnlyList<KeptLine> Kept() =>
        [.. environments.All.SelectMany(environment => environment.Directory.Kept()
            .Select(kept => new KeptLine(environment.Setup.Name, kept.Participant.Value, kept.DocumentType.ToString(), kept.Until)))];

    private async Task<StepsAnswer> RunAsync(string environment, string participant, string type, bool refresh, CancellationToken cancellationToken)
    {
        if (!PartnerQuestion.Read(environments, environment, participant, type).TryGet(out var question, out var wrong))
        {
            return StepsAnswer.Refused(wrong);
        }

        var directory = question.Environment.Directory;
        var kept = Find(question);
        if (refresh)
        {
            directory.Forget(question.Participant, question.DocumentType);
        }

        var trace = await directory.TraceAsync(question.Participant, question.DocumentType, cancellationToken);
        List<StepLine> steps = [.. trace.Steps.Select(step => new StepLine(step.Title, step.Asked, step.Answered, step.State.ToString(), step.Remedy)), Cache(kept, refresh)];
        steps.Add(Use(await directory.FindReceiverAsync(question.Participant, question.DocumentType, cancellationToken), trace, Find(question)));
        return new StepsAnswer(steps, null);
    }

    private static KeptAnswer? Find(PartnerQuestion question) =>
        question.Environment.Directory.Kept().FirstOrDefault(kept => kept.Participant.Equals(question.Participant) && kept.DocumentType == question.DocumentType);

    private static StepLine Cache(KeptAnswer? kept, bool refresh) => new(
        "Kept from an earlier look-up",
        "the cache of this process (the steps above went past it)",
        kept is null ? "nothing" : refresh ? $"metadata, until {kept.Until:yyyy-MM-dd HH:mm:ss}Z; now forgotten" : $"metadata, until {kept.Until:yyyy-MM-dd HH:mm:ss}Z",
        nameof(LookupState.Ok), null);

    // By the way that messages go: the cache first.
    private static StepLine Use(Result<ReceiverRoute, RoutingFault> found, LookupTrace trace, KeptAnswer? kept)
    {
        const string title = "What a message would be sent with now";
        const string asked = "the way that messages go: what is kept first, then the directory";
        if (!found.TryGet(out var route, out var fault))
        {
            return new StepLine(title, asked, $"Nothing can be sent: {fault.Detail}", nameof(LookupState.Fault), fault.Remedy);
        }

        var with = $"{route.Endpoint}, transport profile {route.TransportProfile}\naccess point {route.PartyId}: {CertificateNames.Describe(route.AccessPoint)}\n"
            + (route.Encryption is { } encryption ? $"encrypted to {CertificateNames.Describe(encryption)}" : $"nothing can be encrypted: {route.EncryptionFault?.Detail}")
            + (kept is null ? "\nnothing is kept of it" : $"\nkept until {kept.Until:yyyy-MM-dd HH:mm:ss}Z");
        if (route.EncryptionFault is { } missing)
        {
            return new StepLine(title, asked, with, nameof(LookupState.Warning), missing.Remedy);
        }

        if (trace.Route is not { } fresh)
        {
            return new StepLine(title, asked, with, nameof(LookupState.Warning), "Messages go by what is kept until then, though the look-up above failed. Mend what it names before that.");
        }

        return Same(route, fresh)
            ? new StepLine(title, asked, with, nameof(LookupState.Ok), null)
            : new StepLine(title, asked, with, nameof(LookupState.Warning), "The directory says something newer than what is kept. Have it looked up anew with --refresh.");
    }

    private static bool Same(ReceiverRoute kept, ReceiverRoute fresh) =>
        kept.Endpoint == fresh.Endpoint && kept.AccessPoint.Thumbprint == fresh.AccessPoint.Thumbprint && kept.Encryption?.Thumbprint == fresh.Encryption?.Thumbprint;
}
