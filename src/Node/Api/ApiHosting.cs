using SdkNode.Node.Api.AddressBook;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Schema;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api;

/// <summary>Puts the API into the host: its services, what stands around its requests, its endpoints.</summary>
internal static class ApiHosting
{
    /// <summary>Adds the services.</summary>
    /// <exception cref="InvalidDataException">The key that signs tokens is damaged, or others may read it.</exception>
    public static void AddApi(this IServiceCollection services, ApiSetup api, string dataFolder, OpenedStore store)
    {
        services.AddSingleton(api).AddSingleton(new ApiLinks(api.Authorization.Issuer)).AddMessageEndpoints();
        services.AddApiDescription(api.Authorization.Issuer);
        services.AddApiAuthorization(api.Authorization, TokenSigningKey.LoadOrCreate(Path.Combine(dataFolder, "keys", "token-signing.key")), store.Open);
    }

    /// <summary>Serves the API on its own listener. To be called after the branch of the partners' listeners.</summary>
    public static void Use(WebApplication app)
    {
        app.UseMiddleware<ApiPipeline>();
        app.UseApiAuthorization();
        var api = app.MapGroup("").AddEndpointFilter(static async (context, next) => ApiListener.IsApi(context.HttpContext) ? await next(context) : Results.NotFound());
        var v1 = api.MapGroup("/v1");
        MessageEndpoints.Map(v1);
        AddressBookApi.Map(v1);
        api.MapOpenApi("/openapi/{documentName}.json");
        DocsPage.Map(api.MapGroup("").AddEndpointFilter(DocsPage.GuardAsync));
    }
}
