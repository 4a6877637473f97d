using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Audit;
using SdkNode.Node.Clients;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode clients</c> asks of the running node.</summary>
internal static class ClientCalls
{
    private const string NoApi = "The settings of the running node have no Api section, so it serves no API and has no clients. See docs/api-authorization.md";

    /// <summary>Maps the calls below the control socket's group.</summary>
    /// <param name="control">The group.</param>
    /// <param name="hasApi">Whether this node serves the API; without it there are no clients, and the calls say so.</param>
    public static void Map(RouteGroupBuilder control, bool hasApi)
    {
        if (!hasApi)
        {
            control.MapGet("/clients", () => new ClientList([], NoApi));
            control.Map("/clients/{**rest}", () => new ClientAnswer(null, null, null, NoApi));
            return;
        }

        control.MapGet("/clients", async (ClientRegister clients, CancellationToken cancellationToken) =>
            new ClientList([.. (await clients.ListAsync(cancellationToken)).Select(ClientLine.Of)], null));
        control.MapPost("/clients", async (ClientRegister clients, SecurityLog security, [FromServices] ApiAuthorizationSetup setup, ILogger<ClientRegister> logger, ClientWish wish, CancellationToken cancellationToken) =>
            await AnswerAsync(await clients.AddAsync(wish, cancellationToken), setup, logger, "added", security, SecurityLog.ClientAdded, cancellationToken));
        control.MapPost("/clients/{id}/keys", async (ClientRegister clients, SecurityLog security, [FromServices] ApiAuthorizationSetup setup, ILogger<ClientRegister> logger, string id, RotateWish wish, CancellationToken cancellationToken) =>
            await AnswerAsync(await clients.RotateAsync(id, wish.Keys, wish.DropOld, cancellationToken), setup, logger, wish.DropOld ? "keys replaced" : "keys added", security, SecurityLog.ClientKeysChanged, cancellationToken));
        control.MapDelete("/clients/{id}", async (ClientRegister clients, SecurityLog security, [FromServices] ApiAuthorizationSetup setup, ILogger<ClientRegister> logger, string id, CancellationToken cancellationToken) =>
            await AnswerAsync(await clients.RemoveAsync(id, cancellationToken), setup, logger, "removed", security, SecurityLog.ClientRemoved, cancellationToken));
    }

    private static async Task<ClientAnswer> AnswerAsync(
        Result<ClientRow, ClientFault> done, ApiAuthorizationSetup setup, ILogger logger, string change, SecurityLog security, string name, CancellationToken cancellationToken)
    {
        if (!done.TryGet(out var row, out var fault))
        {
            return new ClientAnswer(null, null, null, fault.Detail);
        }

        logger.ClientChanged(row.Id, row.Participant, row.Environment, change);
        await security.WriteAsync(row.Environment, row.Participant, name, SecurityLog.Local, row.Id, null, cancellationToken);
        return new ClientAnswer(ClientLine.Of(row), setup.TokenEndpoint.AbsoluteUri, ApiAuthorizationSetup.Audience, null);
    }
}
