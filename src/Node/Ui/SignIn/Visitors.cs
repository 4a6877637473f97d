using Microsoft.AspNetCore.Authentication;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>
/// Says who a request is from, and lets the organisation's sign-in take what comes back from it. Not the framework's middleware: that
/// would let every scheme of the host answer here, the API's authorisation server too.
/// </summary>
internal static class Visitors
{
    /// <summary>Runs around every page.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Features.Set<IAuthenticationFeature>(new AuthenticationFeature { OriginalPath = context.Request.Path, OriginalPathBase = context.Request.PathBase });
        var handlers = context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        if (context.RequestServices.GetRequiredService<ConsoleSetup>().IsReal
            && await handlers.GetHandlerAsync(context, OrganisationSignIn.Scheme) is IAuthenticationRequestHandler organisation && await organisation.HandleRequestAsync())
        {
            return;
        }

        if ((await context.AuthenticateAsync(Sessions.Scheme)).Principal is { } person)
        {
            context.User = person;
        }

        await next(context);
    }
}
