using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Clients;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode clients</c> asks of the running node.</summary>
internal static class ClientCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/clients", async (ClientRegister clients, CancellationToken cancellationToken) =>
            (await clients.ListAsync(cancellationToken)).Select(ClientLine.Of));
        control.MapPost("/clients", async (ClientRegister clients, [FromServices] ApiAuthorizationSetup setup, ILogger<ClientRegister> logger, ClientWish wish, CancellationToken cancellationToken) =>
            Answer(await clients.AddAsync(wish, cancellationToken), setup, logger, "added"));
        control.MapPost("/clients/{id}/keys", async (ClientRegister clients, [FromServices] ApiAuthorizationSetup setup, ILogger<ClientRegister> logger, string id, RotateWish wish, CancellationToken cancellationToken) =>
            Answer(await clients.RotateAsync(id, wish.Keys, wish.DropOld, cancellationToken), setup, logger, wish.DropOld ? "keys replaced" : "keys added"));
        control.MapDelete("/clients/{id}", async (ClientRegister clients, [FromServices] ApiAuthorizationSetup setup, ILogger<ClientRegister> logger, string id, CancellationToken cancellationToken) =>
            Answer(await clients.RemoveAsync(id, cancellationToken), setup, logger, "removed"));
    }

    private static ClientAnswer Answer(Result<ClientRow, ClientFault> done, ApiAuthorizationSetup setup, ILogger logger, string change)
    {
        if (!done.TryGet(out var row, out var fault))
        {
            return new ClientAnswer(null, null, null, fault.Detail);
        }

        logger.ClientChanged(row.Id, row.Participant, row.Environment, change);
        return new ClientAnswer(ClientLine.Of(row), setup.TokenEndpoint.AbsoluteUri, ApiAuthorizationSetup.Audience, null);
    }
}
