using Scalar.AspNetCore;

namespace SdkNode.Node.Api.Schema;

/// <summary>
/// The API's description for people, at <c>/docs</c>. The page and its scripts come from this program; it asks no other
/// host for anything, and the browser is told to refuse where it would.
/// </summary>
internal static class DocsPage
{
    /// <summary>The page's path.</summary>
    public const string Path = "/docs";

    /// <summary>Maps the page and its scripts.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapScalarApiReference(Path, options =>
    {
        options.Title = "SdkNode API";
        options.AddDocument(ApiDescription.Name);
        options.DynamicNonce = true;
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.Agent = new ScalarAgentOptions { Disabled = true };
        options.Mcp = new ScalarMcpOptions { Disabled = true };
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.HideClientButton = true;
    });

    /// <summary>Sets what the browser lets the page do.</summary>
    public static ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;

        // The nonce is made with the page.
        http.Response.OnStarting(() =>
        {
            var script = http.Items.TryGetValue(ScalarOptions.NonceHttpContextItemKey, out var nonce) ? $"'self' 'nonce-{nonce}'" : "'self'";
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
