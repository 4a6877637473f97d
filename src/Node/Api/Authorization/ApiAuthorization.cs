using Microsoft.Extensions.Logging;
using SdkNode.Node.Clients;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Who may use the API (API-1): the embedded authorisation server, and the check of access tokens of it and of others.</summary>
internal static class ApiAuthorization
{
    /// <summary>Adds the services. A <see cref="TimeProvider"/> and the store's data protection must be there.</summary>
    /// <param name="services">The services.</param>
    /// <param name="setup">The settings made real.</param>
    /// <param name="key">Signs the embedded server's tokens; disposed with the services' host by its owner.</param>
    /// <param name="open">Opens the store.</param>
    public static void AddApiAuthorization(this IServiceCollection services, ApiAuthorizationSetup setup, TokenSigningKey key, Func<NodeDb> open)
    {
        services.AddSingleton(setup).AddSingleton(key).AddSingleton<TokenIssuers>().AddSingleton<CallerReader>().AddSingleton<AssertionJudge>().AddSingleton<ClientLimits>().AddSingleton<RefusalLines>();
        services.AddSingleton(provider => new ClientRegister(open, setup.Participants, provider.GetRequiredService<TimeProvider>())).AddSingleton<ClientDesk>();
        services.AddSingleton(provider => new UsedAssertions(open, provider.GetRequiredService<TimeProvider>()));
        AccessTokens.Add(services);
        TokenServer.Add(services, setup);

        // Their own information lines tell of every request, with its parameters.
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.Warning));
    }

    /// <summary>
    /// Serves the token endpoint, the metadata and the keys. To be called on the application itself, after the branch of the
    /// partners' listeners: where nobody calls <c>UseAuthentication</c> on it the framework does, in front of everything, and then
    /// partners' listeners would serve tokens too, and without the limits. A branch is no <see cref="WebApplication"/>, so it does not take this.
    /// </summary>
    public static void UseApiAuthorization(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(ApiAuthorizationSetup.TokenPath, StringComparison.OrdinalIgnoreCase),
            token => token.Use((context, next) => TokenRequestLimits.InvokeAsync(context, next)));
        app.UseAuthentication();
    }
}
