using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Hosting;

namespace SdkNode.Node.Cli.Control;

/// <summary>A look-up by names as people type them.</summary>
internal static class Lookup
{
    /// <summary>Traces the look-up, or says what is wrong with the question.</summary>
    public static async Task<LookupAnswer> TraceAsync(EnvironmentRuntimes environments, string environment, string participant, string type, CancellationToken cancellationToken)
    {
        if (environments.Find(environment) is not { } found)
        {
            return new LookupAnswer([], $"There is no environment \"{environment}\".");
        }

        if (!ParticipantIdentifier.Parse(participant).TryGet(out var id, out var wrong))
        {
            return new LookupAnswer([], $"{participant}: {wrong.Detail}.");
        }

        return DocumentTypeIdentifier.Parse(type).TryGet(out var documentType, out wrong)
            ? LookupAnswer.From(await found.Directory.TraceAsync(id, documentType, cancellationToken))
            : new LookupAnswer([], $"{type}: {wrong.Detail}.");
    }
}
