using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// What a caller may see: the functional addresses of its participant that its auth_id names. An address that is named in full
/// counts also when the settings no longer have it; a wildcard stands for those that the settings have.
/// </summary>
internal sealed class ClientView(EnvironmentRuntimes environments)
{
    /// <summary>The environment that the caller belongs to, or null when the settings no longer have its participant there.</summary>
    public EnvironmentSetup? EnvironmentOf(ApiCaller caller) => ParticipantOf(caller) is null ? null : environments[caller.Environment].Setup;

    /// <summary>The participant that the caller belongs to, or null when the settings no longer have it.</summary>
    public ParticipantSetup? ParticipantOf(ApiCaller caller) =>
        environments.Find(caller.Environment) is { } environment && ParticipantIdentifier.Parse(caller.Participant).TryGet(out var id, out _)
            ? environment.Setup.FindParticipant(id)
            : null;

    /// <summary>A filter that lets through all that the caller may see.</summary>
    public MessageFilter Of(ApiCaller caller)
    {
        var participant = ParticipantOf(caller);
        var served = participant?.FunctionalAddresses.Where(caller.MayAct) ?? [];
        var named = caller.Addresses.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal));
        return new MessageFilter(caller.Environment, participant?.Id.Value ?? caller.Participant, [.. served.Concat(named).Distinct(StringComparer.Ordinal)]);
    }
}
