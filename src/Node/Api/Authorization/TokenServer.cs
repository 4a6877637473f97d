using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// The embedded authorisation server. OpenIddict speaks the protocol (requests, metadata, keys, tokens, errors); who gets a token
/// is decided here, by handlers of our own around <see cref="AssertionJudge"/>, because what we ask of an assertion is stricter
/// and our clients are rows of our own. Client credentials with private_key_jwt only: no other grant, no secret, no refresh token.
/// </summary>
internal static class TokenServer
{
    /// <summary>Adds the server.</summary>
    public static void Add(IServiceCollection services, ApiAuthorizationSetup setup)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().DisableTokenStorage().DisableScopeValidation();
            server.SetIssuer(setup.Issuer);
            server.SetTokenEndpointUris(ApiAuthorizationSetup.TokenPath);
            server.SetJsonWebKeySetEndpointUris(ApiAuthorizationSetup.KeysPath);
            server.SetConfigurationEndpointUris("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");
            server.AllowClientCredentialsFlow();
            server.SetAccessTokenLifetime(setup.TokenLifetime).DisableAccessTokenEncryption();

            // Asked for by OpenIddict and used for nothing: no token of ours is encrypted.
            server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));

            // TLS ends here or at a proxy; the settings decide, not this component.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            AddHandlers(server);
        });
        services.AddOptions<OpenIddictServerOptions>().Configure<TokenSigningKey, TimeProvider>((options, key, clock) =>
        {
            options.TimeProvider = clock;
            options.ClientAuthenticationMethods.Clear();
            options.ClientAuthenticationMethods.Add(OpenIddictConstants.ClientAuthenticationMethods.PrivateKeyJwt);
            options.SigningCredentials.Add(new SigningCredentials(key.Key, SecurityAlgorithms.RsaSha256));
        });
    }

    private static void AddHandlers(OpenIddictServerBuilder server)
    {
        // Before OpenIddict's own, which then find the assertion judged.
        server.AddEventHandler<ValidateTokenContext>(handler => handler.UseSingletonHandler<ClientAssertionHandler>().SetOrder(int.MinValue + 1000));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<ScopeGrantHandler>());
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<TokenGrantHandler>());
        server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseSingletonHandler<MetadataHandler>().SetOrder(int.MaxValue - 1000));
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseSingletonHandler<TokenAnswerHandler>().SetOrder(int.MinValue + 1000));

        // It would ask for HTTP Basic, which no client here has.
        server.RemoveEventHandler(OpenIddictServerAspNetCoreHandlers.AttachWwwAuthenticateHeader<ApplyTokenResponseContext>.Descriptor);
    }
}
