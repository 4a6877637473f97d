using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Audit;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Clients;

/// <summary>An administrator's work with the clients of the API: what was done stands in the log and in the security log.</summary>
internal sealed class ClientDesk(ClientRegister clients, SecurityLog security, ILogger<ClientDesk> logger)
{
    /// <summary>Adds a client.</summary>
    public async Task<Result<ClientRow, ClientFault>> AddAsync(ClientWish wish, string by, CancellationToken cancellationToken) =>
        await DoneAsync(await clients.AddAsync(wish, cancellationToken), "added", SecurityLog.ClientAdded, by);

    /// <summary>Adds keys to a client, or puts them in place of the old ones.</summary>
    public async Task<Result<ClientRow, ClientFault>> RotateAsync(string idOrName, string keys, bool dropOld, string by, CancellationToken cancellationToken) =>
        await DoneAsync(await clients.RotateAsync(idOrName, keys, dropOld, cancellationToken), dropOld ? "keys replaced" : "keys added", SecurityLog.ClientKeysChanged, by);

    /// <summary>Removes a client; its tokens are refused from now on.</summary>
    public async Task<Result<ClientRow, ClientFault>> RemoveAsync(string idOrName, string by, CancellationToken cancellationToken) =>
        await DoneAsync(await clients.RemoveAsync(idOrName, cancellationToken), "removed", SecurityLog.ClientRemoved, by);

    private async Task<Result<ClientRow, ClientFault>> DoneAsync(Result<ClientRow, ClientFault> done, string change, string name, string by)
    {
        if (done.TryGet(out var row, out _))
        {
            logger.ClientChanged(row.Id, row.Participant, row.Environment, change);

            // It is done: whoever goes away meanwhile leaves no gap in the log.
            await security.WriteAsync(row.Environment, row.Participant, name, by, row.Id, null, CancellationToken.None);
        }

        return done;
    }
}
