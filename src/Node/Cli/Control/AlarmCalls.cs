using SdkNode.Node.Administration;
using SdkNode.Node.Alarms;
using SdkNode.Node.Alarms.Notices;
using SdkNode.Node.Audit;

namespace SdkNode.Node.Cli.Control;

/// <summary>Whether an alarm was closed.</summary>
internal sealed record AlarmClosed(bool Closed);

/// <summary>What <c>sdknode alarms</c> asks of the running node.</summary>
internal static class AlarmCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/alarms", async (AlarmList alarms, CancellationToken cancellationToken) => (await alarms.OpenAsync(cancellationToken))
            .Select(AlarmLine.Of));
        control.MapPost("/alarms/trial", (AlarmNotices notices, CancellationToken cancellationToken) => notices.TryAsync(cancellationToken));
        control.MapPost("/alarms/{id:long}/close", async (AlarmList alarms, SecurityLog security, long id, string? by, CancellationToken cancellationToken) =>
        {
            var closed = await alarms.CloseAsync(id, cancellationToken);
            if (closed)
            {
                await security.WriteAsync(SecurityLog.AlarmClosed, by ?? SecurityLog.Local, $"{id}", null, CancellationToken.None);
            }

            return new AlarmClosed(closed);
        });
    }
}
