using SdkNode.Node.Configuration;

namespace SdkNode.Node.Administration;

/// <summary>A participant that this node serves.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Profile">The environment's profile; null where it has none.</param>
/// <param name="AccessPoint">Our access point's party id there; null while it has no certificate.</param>
/// <param name="Id">The participant identifier.</param>
/// <param name="Name">Its name.</param>
/// <param name="FunctionalAddresses">Its functional addresses.</param>
/// <param name="DocumentTypes">The document types that it sends and receives.</param>
/// <param name="TransportModels">The transport models.</param>
/// <param name="CannotSend">Why it can send nothing now; null where it can.</param>
/// <param name="CannotReceive">Why it can receive nothing now; null where it can.</param>
internal sealed record ParticipantShown(
    string Environment, string? Profile, string? AccessPoint, string Id, string Name, IReadOnlyList<string> FunctionalAddresses, IReadOnlyList<string> DocumentTypes, IReadOnlyList<string> TransportModels,
    string? CannotSend, string? CannotReceive)
{
    /// <summary>All participants of the settings.</summary>
    public static IReadOnlyList<ParticipantShown> All(NodeSetup setup) =>
        [.. setup.Environments.SelectMany(environment => environment.Participants.Select(participant => Of(environment, participant)))];

    private static ParticipantShown Of(EnvironmentSetup environment, ParticipantSetup participant) => new(
        environment.Name,
        environment.Options.Profile,
        environment.Keys.Signing?.CommonName,
        participant.Id.Value,
        participant.Name,
        participant.FunctionalAddresses,
        [.. environment.DocumentTypes.All.Select(type => type.BaseCode)],
        [.. environment.TransportModels.Select(model => model.ToString())],
        participant.Keys.SendingGap ?? environment.Keys.SendingGap,
        environment.Keys.ReceivingGap ?? environment.Keys.ListeningGap ?? participant.Keys.OpeningGap);
}
