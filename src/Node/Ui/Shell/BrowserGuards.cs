using Microsoft.AspNetCore.Http.Features;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Ui.Shell;

/// <summary>What every answer to a browser carries: nothing from elsewhere is loaded, nothing inline runs, nobody frames the pages, nothing is kept.</summary>
internal static class BrowserGuards
{
    // A page's own style sheet, script and images; forms to this site alone.
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>The most octets of a form without files.</summary>
    private const long MostBytes = 1_000_000;

    /// <summary>Runs around every request of the listener.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // The host's routing has looked already, and what it found is of other listeners.
        context.SetEndpoint(null);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }

        var setup = context.RequestServices.GetRequiredService<ConsoleSetup>();
        if (setup.PublicAddress.Scheme == Uri.UriSchemeHttps)
        {
            // What a proxy in front ends is https all the same, for cookies and for what the browser is told.
            context.Request.Scheme = Uri.UriSchemeHttps;
        }

        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.Count == 0 ? Policy : headers.ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.CacheControl = headers.CacheControl.Count == 0 ? "no-store" : headers.CacheControl;
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
