using SdkNode.Envelope.Identifiers;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// What a caller may see: the messages of those functional addresses of its participant that its auth_id names.
/// </summary>
internal sealed class ClientView(EnvironmentRuntimes environments, ClientMessages messages)
{
    /// <summary>The environment that the caller belongs to, or null when the settings no longer have its participant there.</summary>
    public EnvironmentSetup? EnvironmentOf(ApiCaller caller) => ParticipantOf(caller) is null ? null : environments[caller.Environment].Setup;

    /// <summary>The participant that the caller belongs to, or null when the settings no longer have it.</summary>
    public ParticipantSetup? ParticipantOf(ApiCaller caller) =>
        environments.Find(caller.Environment) is { } environment && ParticipantIdentifier.Parse(caller.Participant).TryGet(out var id, out _)
            ? environment.Setup.FindParticipant(id)
            : null;

    /// <summary>A filter that lets through all that the caller may see.</summary>
    public async Task<MessageFilter> OfAsync(ApiCaller caller, CancellationToken cancellationToken)
    {
        var participant = ParticipantOf(caller)?.Id.Value ?? caller.Participant;
        var named = caller.Addresses.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal)).ToList();

        // A wildcard stands for every address that messages have here: also for one that only the address book gave us, or that the settings no longer have.
        var held = named.Count < caller.Addresses.Count ? await messages.AddressesAsync(caller.Environment, participant, cancellationToken) : [];
        return new MessageFilter(caller.Environment, participant, [.. held.Where(caller.MayAct).Concat(named).Distinct(StringComparer.Ordinal)]);
    }
}
