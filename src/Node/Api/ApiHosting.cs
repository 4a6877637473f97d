using SdkNode.Node.Api.AddressBook;
using SdkNode.Node.Api.Admin;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Schema;
using SdkNode.Node.Configuration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Api;

/// <summary>Puts the API into the host: its services, what stands around its requests, its endpoints.</summary>
internal static class ApiHosting
{
    /// <summary>Adds the services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="api">The API's setup.</param>
    /// <param name="signing">Signs the embedded authorisation server's tokens.</param>
    /// <param name="store">The store.</param>
    public static void AddApi(this IServiceCollection services, ApiSetup api, TokenSigningKey signing, OpenedStore store)
    {
        services.AddSingleton(api).AddSingleton(new ApiLinks(api.Authorization.Issuer)).AddMessageEndpoints();
        services.AddApiDescription(api.Authorization.Issuer);
        services.AddAdminDescription(api.Authorization.Issuer);

        // What cannot be bound is then told as everything else is (ApiPipeline).
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddApiAuthorization(api.Authorization, signing, store.Open);
    }

    /// <summary>Serves the API on its own listener. To be called after the branch of the partners' listeners.</summary>
    public static void Use(WebApplication app)
    {
        app.UseMiddleware<ApiPipeline>();
        app.UseApiAuthorization();
        AdminApi.UseGate(app);
        var api = app.MapGroup("").AddEndpointFilter(static async (context, next) => ApiListener.IsApi(context.HttpContext) ? await next(context) : Results.NotFound());
        var v1 = api.MapGroup("/v1");
        MessageEndpoints.Map(v1);
        AddressBookApi.Map(v1);
        AdminApi.Map(api);
        api.MapOpenApi("/openapi/{documentName}.json");
        DocsPage.Map(api.MapGroup("").AddEndpointFilter(DocsPage.GuardAsync));
    }
}
