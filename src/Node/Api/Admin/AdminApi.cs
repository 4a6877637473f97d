using SdkNode.Node.Api.Authorization;

namespace SdkNode.Node.Api.Admin;

/// <summary>
/// The administration API, <c>/admin/v1</c>: what <c>sdknode</c>'s verbs do, for programs. The same listener and the same authorisation as
/// the message API, with scopes of its own.
/// </summary>
internal static class AdminApi
{
    /// <summary>Where it begins.</summary>
    public const string Path = "/admin/v1";

    /// <summary>
    /// Lets nobody through whose token lacks the operation's scope, before anything of the request but its head is read. To be called
    /// before the endpoints are run.
    /// </summary>
    public static void UseGate(WebApplication app) => app.UseWhen(
        static context => ApiListener.IsApi(context) && context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase),
        static admin => admin.Use(async (context, next) =>
        {
            // An operation that asks for no scope would be a slip of ours: nobody gets through.
            var scope = context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Name ?? AdminScopes.Operate;
            if (await ScopeRequirement.RefuseAsync(context, scope) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }

            try
            {
                await next(context);
                if (context.Response is { HasStarted: false, ContentType: null } && AdminAnswers.Unread(context.Response.StatusCode) is { } unread)
                {
                    await unread.ExecuteAsync(context);
                }
            }
            catch (BadHttpRequestException e) when (!context.Response.HasStarted)
            {
                await AdminAnswers.Unreadable(e).ExecuteAsync(context);
            }
        }));

    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        var admin = api.MapGroup(Path);
        AdminNode.Map(admin);
        AdminMessages.Map(admin);
        AdminAlarms.Map(admin);
        AdminKeys.Map(admin);
        AdminTrust.Map(admin);
        AdminRouting.Map(admin);
        AdminLogs.Map(admin);
    }

    /// <summary>Says what an operation is called, what it does, what it answers, and which scope it asks for.</summary>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder operation, string id, string scope, string summary) =>
        operation.WithName(id).WithSummary(summary).WithMetadata(new RequiredScope(scope)).Produces<T>();

    /// <summary>As above, of an operation whose answer is a file.</summary>
    public static RouteHandlerBuilder DescribeFile(this RouteHandlerBuilder operation, string id, string scope, string summary, params string[] types) =>
        operation.WithName(id).WithSummary(summary).WithMetadata(new RequiredScope(scope)).Produces<string>(StatusCodes.Status200OK, types[0], types[1..]);
}
