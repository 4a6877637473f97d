using Microsoft.AspNetCore.Mvc;
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
        control.MapPost("/clients", async (ClientDesk desk, [FromServices] ApiAuthorizationSetup setup, ClientWish wish, CancellationToken cancellationToken) =>
            Answer(await desk.AddAsync(wish, SecurityLog.Local, cancellationToken), setup));
        control.MapPost("/clients/{id}/keys", async (ClientDesk desk, [FromServices] ApiAuthorizationSetup setup, string id, RotateWish wish, CancellationToken cancellationToken) =>
            Answer(await desk.RotateAsync(id, wish.Keys, wish.DropOld, SecurityLog.Local, cancellationToken), setup));
        control.MapDelete("/clients/{id}", async (ClientDesk desk, [FromServices] ApiAuthorizationSetup setup, string id, CancellationToken cancellationToken) =>
            Answer(await desk.RemoveAsync(id, SecurityLog.Local, cancellationToken), setup));
    }

    private static ClientAnswer Answer(Result<ClientRow, ClientFault> done, ApiAuthorizationSetup setup) => done.TryGet(out var row, out var fault)
        ? new ClientAnswer(ClientLine.Of(row), setup.TokenEndpoint.AbsoluteUri, ApiAuthorizationSetup.Audience, null)
        : new ClientAnswer(null, null, null, fault.Detail);
}
