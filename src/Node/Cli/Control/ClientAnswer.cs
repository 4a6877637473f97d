using SdkNode.Node.Clients;

namespace SdkNode.Node.Cli.Control;

/// <summary>What became of a change to a client, or what is wrong with it.</summary>
/// <param name="Client">The client as it is now, or was.</param>
/// <param name="TokenEndpoint">Where it gets tokens; its assertions are for this.</param>
/// <param name="Audience">What its tokens are for.</param>
/// <param name="Fault">What is wrong; null when it was done.</param>
internal sealed record ClientAnswer(ClientLine? Client, string? TokenEndpoint, string? Audience, string? Fault);

/// <summary>All clients, or why there can be none.</summary>
internal sealed record ClientList(IReadOnlyList<ClientLine> Clients, string? Fault);

/// <summary>New keys for a client.</summary>
internal sealed record RotateWish(string Keys, bool DropOld);
