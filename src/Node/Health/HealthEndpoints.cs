using SdkNode.Node.Api;
using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Health;

/// <summary>
/// <c>/health/live</c> and <c>/health/ready</c> on the API's listener, for balancers and service managers, and on the control socket.
/// Who asks over the network learns the names of the checks and nothing else.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        var health = app.MapGroup("/health").ExcludeFromDescription().AllowAnonymous();
        health.AddEndpointFilter(static async (context, next) =>
        {
            if (!ApiListener.IsApi(context.HttpContext) && !ControlSocket.IsControl(context.HttpContext))
            {
                return Results.NotFound();
            }

            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        health.MapGet("/live", (Liveness liveness) => liveness.IsAlive
            ? Results.Json(new { live = true })
            : Results.Json(new { live = false }, statusCode: StatusCodes.Status503ServiceUnavailable));
        health.MapGet("/ready", async (HttpContext context, Readiness readiness, CancellationToken cancellationToken) =>
        {
            var checks = await readiness.CheckAsync(cancellationToken);
            var ready = checks.All(check => check.Ok);
            var mayKnow = ControlSocket.IsControl(context);
            var shown = checks.Select(check => mayKnow ? (object)new { name = check.Name, ok = check.Ok, detail = check.Detail, remedy = check.Remedy } : new { name = check.Name, ok = check.Ok });
            return Results.Json(new { ready, checks = shown }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
