using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Alarms.Notices;
using SdkNode.Node.Audit;

namespace SdkNode.Node.Api.Admin;

/// <summary>Open alarms, and their closing by hand.</summary>
internal static class AdminAlarms
{
    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var alarms = admin.MapGroup("/alarms").WithTags("Alarms");
        alarms.MapGet("", async (AlarmList list, CancellationToken cancellationToken) => (await list.OpenAsync(cancellationToken)).Select(AlarmLine.Of))
            .Describe<IReadOnlyList<AlarmLine>>("listAlarms", AdminScopes.Read, "The open alarms, oldest first, each with its cause and its remedy.");
        alarms.MapPost("/trial", (AlarmNotices notices, CancellationToken cancellationToken) => notices.TryAsync(cancellationToken))
            .Describe<IReadOnlyList<NoticeTrial>>("tryNotices", AdminScopes.Operate, "Send a trial notice to everybody whom the settings have told of alarms; what became of each.");
        alarms.MapPost("/{id:long}/close", CloseAsync).WithName("closeAlarm").WithSummary("Close an alarm by hand; it is raised again if its cause is still there.")
            .WithMetadata(new Authorization.RequiredScope(AdminScopes.Operate)).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> CloseAsync(HttpContext context, AlarmList list, SecurityLog security, long id, CancellationToken cancellationToken)
    {
        if (!await list.CloseAsync(id, cancellationToken))
        {
            return AdminAnswers.NotFound($"No open alarm has the number {id}.");
        }

        await security.WriteAsync(SecurityLog.AlarmClosed, AdminAnswers.Actor(context), $"{id}", null, CancellationToken.None);
        return Results.NoContent();
    }
}
