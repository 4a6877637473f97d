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
