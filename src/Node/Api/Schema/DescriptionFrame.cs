using Microsoft.OpenApi;
using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Api.Schema;

/// <summary>What stands around the operations in the API's description: title, address, tags, who may call.</summary>
internal static class DescriptionFrame
{
    /// <summary>The tag of operations that send; as the contract spells it.</summary>
    public const string Sending = "Send message";

    /// <summary>The tag of operations on messages that are there; as the contract spells it.</summary>
    public const string LifeCycle = "Message life cycle";

    /// <summary>The tag of operations on the address book.</summary>
    public const string AddressBook = "Address book";

    /// <summary>The name of the security scheme; as the contract spells it.</summary>
    public const string SecurityScheme = "message_auth";

    private const string Version = "/v1";

    /// <summary>Writes it.</summary>
    /// <param name="document">The description, with its operations.</param>
    /// <param name="publicPath">The path of the public address, without a slash at its end: empty but behind a proxy that adds one.</param>
    public static void Write(OpenApiDocument document, string publicPath)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SdkNode",
            Version = ApiDocument.Version.Split(' ')[^1],
            Description = "The interface between a case system and the message service of an SDK node: the national contract, version 1.0.0, and what the node adds beside it. Times are UTC. Text is UTF-8.",
            License = new OpenApiLicense { Name = "Apache-2.0" },
        };

        // As in the contract, the version belongs to the address and not to the paths. Without a host: it is this node.
        document.Servers = [new OpenApiServer { Url = publicPath + Version }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
        {
            paths.Add(path[Version.Length..], item);
        }

        document.Paths = paths;
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = Sending, Description = "Send messages: new ones, replies, complements, and one to several." },
            new() { Name = LifeCycle, Description = "Find, read and delete messages, sent and received." },
            new() { Name = AddressBook, Description = "Find whom a message can be sent to." },
        };
        ApiShapes.AddTo(document);
        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [SecurityScheme] = Security(publicPath) };
    }

    private static OpenApiSecurityScheme Security(string publicPath) => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "OAuth 2.0 client credentials; the client shows who it is by a signed JWT (private_key_jwt, RFC 7523). An access token counts for 30 minutes at most. "
            + "An authorisation server of the organisation may give tokens too, where the node's settings name it. With several scopes shown for an operation, one is enough.",
        Flows = new OpenApiOAuthFlows
        {
            ClientCredentials = new OpenApiOAuthFlow
            {
                TokenUrl = new Uri(publicPath + ApiAuthorizationSetup.TokenPath, UriKind.Relative),
                Scopes = ApiScopes.All.SelectMany(scope => ApiScopes.NamesOf(scope).Select(name => (name, ApiScopes.Meaning(scope)))).ToDictionary(),
            },
        },
    };
}
