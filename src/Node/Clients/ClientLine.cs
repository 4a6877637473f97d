using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Clients;

/// <summary>A client as an admin sees it.</summary>
internal sealed record ClientLine(string Id, string Name, string Environment, string Participant, string[] Scopes, string[] Addresses, string[] Keys, DateTimeOffset CreatedAt, DateTimeOffset? ChangedAt)
{
    /// <summary>The line of a row; of the keys their ids and kinds.</summary>
    public static ClientLine Of(ClientRow row) => new(
        row.Id, row.Name, row.Environment, row.Participant, row.Scopes.Split(' '), row.Addresses.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        [.. ClientKeySet.OfRow(row.Keys).Keys.Select(key => $"{key.Kid} ({key.Kty} {key.KeySize})")], row.CreatedAt, row.ChangedAt);
}
