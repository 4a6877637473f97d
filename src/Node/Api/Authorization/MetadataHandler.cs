using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>The metadata (RFC 8414) says what is true here: addresses as clients reach them through a proxy, our scopes, one way to authenticate.</summary>
internal sealed class MetadataHandler(ApiAuthorizationSetup setup) : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.TokenEndpoint = setup.TokenEndpoint;
        context.JsonWebKeySetEndpoint = setup.KeysEndpoint;
        context.Scopes.Clear();
        context.Scopes.UnionWith(ApiScopes.All);
        context.TokenEndpointAuthenticationMethods.Clear();
        context.TokenEndpointAuthenticationMethods.Add(OpenIddictConstants.ClientAuthenticationMethods.PrivateKeyJwt);
        context.PromptValues.Clear();
        context.Metadata["token_endpoint_auth_signing_alg_values_supported"] = new OpenIddictParameter([.. SignatureAlgorithms.Allowed]);
        return default;
    }
}
