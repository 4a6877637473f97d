using Microsoft.AspNetCore.Authentication;
using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;

namespace SdkNode.Node.Api.Authorization;

/// <summary>What an endpoint of the API asks of its caller: a valid token with a scope (API-1.2).</summary>
internal static class ScopeRequirement
{
    /// <summary>
    /// Lets only callers with the scope through; the endpoint finds the caller by <see cref="ApiCaller.Of"/>. A handler behind it
    /// takes the <see cref="HttpContext"/> and reads the request itself: parameters bound by the framework are bound before.
    /// </summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredScope(scope)).AddEndpointFilter(async (context, next) => await RefuseAsync(context.HttpContext, scope) ?? await next(context));

    /// <summary>Identifies the caller of a request. Null: it may go on, and the caller is among the request's features.</summary>
    public static async ValueTask<IResult?> RefuseAsync(HttpContext context, string scope)
    {
        var outcome = await context.AuthenticateAsync(AccessTokens.Scheme);
        if (AccessTokens.CouldNotBeJudged(context))
        {
            return AccessRefusal.CannotJudge;
        }

        if (outcome.None)
        {
            return AccessRefusal.NoToken;
        }

        var caller = outcome.Principal is { } principal ? await context.RequestServices.GetRequiredService<CallerReader>().ReadAsync(principal, context.RequestAborted) : null;
        if (caller is null)
        {
            var why = outcome.Failure?.GetType().Name ?? "the client is no longer registered";
            Lines(context).Access(why);
            Limits(context).Refused(context.Connection.RemoteIpAddress);
            await Log(context).DeniedAsync(AlarmList.AllEnvironments, "", $"{context.Connection.RemoteIpAddress}", scope, why, context.RequestAborted);
            return AccessRefusal.InvalidToken;
        }

        Limits(context).Accepted(context.Connection.RemoteIpAddress);
        if (context.Features.Get<ApiCaller>() is null && await Limits(context).EnterAsync(context, caller) is { } denial)
        {
            return AccessRefusal.TooMuch(denial);
        }

        if (!caller.Has(scope))
        {
            Lines(context).Access($"client {caller.ClientId} lacks the scope {scope}");
            await Log(context).DeniedAsync(caller.Environment, caller.Participant, caller.Actor, scope, "The token lacks the scope.", context.RequestAborted);
            return AccessRefusal.NoScope(scope);
        }

        context.Features.Set(caller);
        return null;
    }

    private static ClientLimits Limits(HttpContext context) => context.RequestServices.GetRequiredService<ClientLimits>();

    private static RefusalLines Lines(HttpContext context) => context.RequestServices.GetRequiredService<RefusalLines>();

    private static AccessLog Log(HttpContext context) => context.RequestServices.GetRequiredService<AccessLog>();
}
