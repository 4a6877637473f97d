using SdkNode.Envelope.Identifiers;
using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Keys;

/// <summary>The slots that a key is for, in an environment that the settings have.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Purposes">The purposes.</param>
/// <param name="Participant">The participant's identifier; empty for the access point's keys.</param>
internal sealed record KeyTarget(EnvironmentSetup Environment, IReadOnlyList<KeyPurpose> Purposes, string Participant)
{
    /// <summary>The slots.</summary>
    public IEnumerable<KeySlot> Slots => Purposes.Select(purpose => new KeySlot(Environment.Name, purpose, Participant));

    /// <summary>The target in words.</summary>
    public string Description => $"{Environment.Name} {KeyPurposes.NameOf([.. Purposes])}{(Participant.Length == 0 ? "" : $" {Participant}")}";

    /// <summary>The environment's trust for a purpose: separate for each (PKI-1).</summary>
    public TrustPolicy Trust(KeyPurpose purpose)
    {
        var trust = purpose switch
        {
            KeyPurpose.TlsServer or KeyPurpose.TlsClient => Environment.TlsTrust,
            KeyPurpose.O2OSigning or KeyPurpose.O2ODecryption => Environment.O2OTrust,
            _ => Environment.ApTrust,
        };
        return trust with { Use = purpose.Use() };
    }

    /// <summary>Reads what people wrote; what may be left out is filled in where there is one choice.</summary>
    public static Result<KeyTarget, DeskFault> Read(KeyPlace place, NodeSetup setup)
    {
        if (place.Purpose is null || KeyPurposes.Find(place.Purpose) is not { } purposes)
        {
            return new DeskFault(place.Purpose is null ? "The purpose is missing." : $"There is no purpose \"{place.Purpose}\".", $"Give --purpose one of: {KeyPurposes.Names}.");
        }

        var environment = place.Environment is null && setup.Environments.Count == 1 ? setup.Environments[0] : setup.Environments.FirstOrDefault(known => known.Name == place.Environment);
        if (environment is null)
        {
            return new DeskFault(
                place.Environment is null ? "The environment is missing." : $"There is no environment \"{place.Environment}\".",
                $"Give --environment one of: {string.Join(", ", setup.Environments.Select(known => known.Name))}.");
        }

        if (!purposes[0].IsOfParticipant())
        {
            return place.Participant is null
                ? new KeyTarget(environment, purposes, "")
                : new DeskFault($"{place.Purpose} is the access point's, not a participant's.", "Leave --participant out.");
        }

        var participant = place.Participant is null && environment.Participants.Count == 1
            ? environment.Participants[0]
            : ParticipantIdentifier.Parse(place.Participant ?? "").TryGet(out var id, out _) ? environment.FindParticipant(id) : null;
        return participant is not null
            ? new KeyTarget(environment, purposes, participant.Id.Value)
            : new DeskFault(
                place.Participant is null ? "The participant is missing." : $"The settings have no participant \"{place.Participant}\" in {environment.Name}.",
                $"Give --participant one of: {string.Join(", ", environment.Participants.Select(known => known.Id.Value))}.");
    }
}
