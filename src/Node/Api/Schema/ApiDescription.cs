using Microsoft.OpenApi;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Api.Schema;

/// <summary>
/// The API's description (OpenAPI), made from the endpoints themselves, at <c>/openapi/sdk.json</c>. <c>docs/openapi.json</c> is
/// the same, and a test compares. It needs no token: it says nothing about messages or clients.
/// </summary>
internal static class ApiDescription
{
    /// <summary>The document's name, and the file's in its address.</summary>
    public const string Name = "sdk";

    /// <summary>Adds the services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="publicAddress">Where clients reach the API.</param>
    public static void AddApiDescription(this IServiceCollection services, Uri publicAddress) => services.AddOpenApi(Name, options =>
    {
        // What the contract has, and what the most generators of clients read.
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        options.ShouldInclude = IsDescribed;
        options.AddDocumentTransformer((document, _, _) =>
        {
            DescriptionFrame.Write(document, publicAddress.AbsolutePath.TrimEnd('/'));
            return Task.CompletedTask;
        });
    });

    /// <summary>Says what an operation does. An endpoint that nobody describes is not in the description.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder builder, OperationText text) => builder.WithMetadata(text)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().Single();
            text.WriteTo(operation, context.Document!, scope.Name);
            return Task.CompletedTask;
        });

    private static bool IsDescribed(Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription endpoint) => endpoint.ActionDescriptor.EndpointMetadata.OfType<OperationText>().Any();
}
