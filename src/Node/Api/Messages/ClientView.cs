using SdkNode.Envelope.Identifiers;
using SdkNode.Node.AddressBook;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api.Messages;

/// <summary>
/// What a caller may see: the functional addresses of its participant that its auth_id names. An address that is named in full
/// counts also when nothing else knows it any more; a wildcard stands for those of the settings and of the address book, which
/// are those that messages are accepted for (MSG-9).
/// </summary>
internal sealed class ClientView(EnvironmentRuntimes environments, AddressBooks books)
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
        var named = caller.Addresses.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal)).ToList();
        var listed = participant is null || named.Count == caller.Addresses.Count ? [] : books.Find(caller.Environment).AddressesOf(participant.Id);
        var served = listed.Concat(participant?.FunctionalAddresses ?? []).Where(caller.MayAct);
        return new MessageFilter(caller.Environment, participant?.Id.Value ?? caller.Participant, [.. served.Concat(named).Distinct(StringComparer.Ordinal)]);
    }
}
