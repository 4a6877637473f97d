using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Step 3 of a token request: what the access token says.</summary>
internal sealed class TokenGrantHandler(ILogger<TokenGrantHandler> logger) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (ClientAssertionHandler.ProvenClient(context.Transaction) is not { } client)
        {
            throw new InvalidOperationException("A token request came this far without a client.");
        }

        var asked = context.Request.GetScopes();
        var scopes = asked.Length > 0 ? asked : [.. client.Scopes.Split(' ')];
        var principal = new ClaimsPrincipal(new ClaimsIdentity("private_key_jwt"));
        principal.SetClaim(OpenIddictConstants.Claims.Subject, client.Id);
        principal.SetScopes(scopes);
        principal.SetResources(ApiAuthorizationSetup.Audience);
        principal.SetClaims(ApiClaims.Address, [.. client.Addresses.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        principal.SetDestinations(static _ => [OpenIddictConstants.Destinations.AccessToken]);
        logger.TokenIssued(client.Id, client.Participant, client.Environment, string.Join(' ', scopes));
        context.SignIn(principal);
        return default;
    }
}
