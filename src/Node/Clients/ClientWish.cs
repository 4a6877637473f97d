namespace SdkNode.Node.Clients;

/// <summary>A participant that this node serves, as the settings spell it.</summary>
internal sealed record ServedParticipant(string Environment, string Participant);

/// <summary>A client as an admin asks for it.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Environment">The environment; null where the participant is in one alone.</param>
/// <param name="Participant">The participant that it belongs to; null: an administrator's client, which belongs to the whole node.</param>
/// <param name="Scopes">What it may do; none: everything that a client of its kind may.</param>
/// <param name="Addresses">Patterns of the functional addresses that it may act for.</param>
/// <param name="Keys">Its public keys: PEM, certificate, JWK or JWKS.</param>
internal sealed record ClientWish(string Name, string? Environment, string? Participant, IReadOnlyList<string> Scopes, IReadOnlyList<string> Addresses, string Keys);
