using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Step 2 of a token request: what is asked for must be among what the client may have. Without a proven client nothing goes on.</summary>
internal sealed class ScopeGrantHandler : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (ClientAssertionHandler.ProvenClient(context.Transaction) is not { } client)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The client must show who it is by a client_assertion (private_key_jwt).");
            return default;
        }

        var allowed = ApiScopes.Read(client.Scopes);
        if (context.Request.GetScopes().Any(scope => !allowed.Contains(ApiScopes.Canonical(scope))))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, $"The client may ask for: {client.Scopes}. Without scope it gets them all.");
        }

        return default;
    }
}
