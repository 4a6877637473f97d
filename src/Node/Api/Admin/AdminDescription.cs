using Microsoft.OpenApi;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Api.Schema;

namespace SdkNode.Node.Api.Admin;

/// <summary>
/// The administration API's description (OpenAPI), made from its endpoints and their types, at <c>/openapi/admin.json</c>.
/// <c>docs/admin-openapi.json</c> is the same, and a test compares.
/// </summary>
internal static class AdminDescription
{
    /// <summary>The document's name, and the file's in its address.</summary>
    public const string Name = "admin";

    private const string Problem = "problem";
    private const string SecurityScheme = "admin_auth";

    /// <summary>Adds the services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="publicAddress">Where clients reach the API.</param>
    public static void AddAdminDescription(this IServiceCollection services, Uri publicAddress) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        options.ShouldInclude = static endpoint => $"/{endpoint.RelativePath}".StartsWith(AdminApi.Path, StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Write(document, publicAddress.AbsolutePath.TrimEnd('/'));
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().Single().Name;
            operation.Security = [new OpenApiSecurityRequirement { [new(SecurityScheme, context.Document!)] = [scope] }];
            operation.Responses ??= [];
            operation.Responses["401"] = Answer("No token, one that does not count here, or one without the scope.");
            operation.Responses["422"] = Answer("It cannot be done: detail says why, and the issue's detail what to do.");
            operation.Responses["default"] = Answer("Any other problem: a parameter that cannot be read (400), something that is not there (404), something that does not answer now (503).");
            return Task.CompletedTask;
        });
    });

    private static void Write(OpenApiDocument document, string publicPath)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SdkNode administration",
            Version = "1.0.0",
            Description = "What an administrator does with an SDK node, for programs. Times are UTC. No operation shows the content of a message.",
            License = new OpenApiLicense { Name = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = publicPath.Length == 0 ? "/" : publicPath }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = Shape.Object(
            "What is wrong, after RFC 7807.",
            ("type!", Shape.Text("What kind it is, a URN.")),
            ("title!", Shape.Text("The kind in words.")),
            ("status!", Shape.Number("The HTTP status.", from: 400, below: 600)),
            ("detail!", Shape.Text("What is wrong.")),
            ("instance!", Shape.Text("The request, a UUID, which the node's log has too where the fault is its own.")),
            ("eventIssues!", Shape.List(Shape.Object("More about it.", ("title!", Shape.Text("Remedy, or the kind of fault.")), ("detail!", Shape.Text("What to do, or what is wrong.")), ("in!", Shape.Text("Where, or NA."))))));
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [SecurityScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "As for the message API: client credentials by a signed JWT (private_key_jwt). Only clients that were added with \"sdknode clients add --admin\" get these scopes.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri(publicPath + ApiAuthorizationSetup.TokenPath, UriKind.Relative),
                        Scopes = AdminScopes.All.ToDictionary(scope => scope, AdminScopes.Meaning),
                    },
                },
            },
        };
    }

    private static OpenApiResponse Answer(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Shape.Named(Problem) } },
    };
}
