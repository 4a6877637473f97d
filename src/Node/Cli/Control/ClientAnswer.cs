using SdkNode.Node.Clients;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Cli.Control;

/// <summary>What became of a change to a client, or what is wrong with it.</summary>
/// <param name="Client">The client as it is now, or was.</param>
/// <param name="TokenEndpoint">Where it gets tokens; its assertions are for this.</param>
/// <param name="Audience">What its tokens are for.</param>
/// <param name="Fault">What is wrong; null when it was done.</param>
internal sealed record ClientAnswer(ClientLine? Client, string? TokenEndpoint, string? Audience, string? Fault);

/// <summary>All clients, or why there can be none.</summary>
internal sealed record ClientList(IReadOnlyList<ClientLine> Clients, string? Fault);

/// <summary>A client as an admin sees it.</summary>
internal sealed record ClientLine(string Id, string Name, string Environment, string Participant, string[] Scopes, string[] Addresses, string[] Keys, DateTimeOffset CreatedAt, DateTimeOffset? ChangedAt)
{
    /// <summary>The line of a row; of the keys their ids and kinds.</summary>
    public static ClientLine Of(ClientRow row) => new(
        row.Id, row.Name, row.Environment, row.Participant, row.Scopes.Split(' '), row.Addresses.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        [.. ClientKeySet.OfRow(row.Keys).Keys.Select(key => $"{key.Kid} ({key.Kty} {key.KeySize})")], row.CreatedAt, row.ChangedAt);
}

/// <summary>New keys for a client.</summary>
internal sealed record RotateWish(string Keys, bool DropOld);
