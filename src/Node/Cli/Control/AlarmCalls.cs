using SdkNode.Node.Alarms;
using SdkNode.Node.Audit;

namespace SdkNode.Node.Cli.Control;

/// <summary>An open alarm as the command line shows it.</summary>
internal sealed record AlarmLine(long Id, string Kind, string Environment, string Subject, string Detail, string Remedy, DateTimeOffset RaisedAt, DateTimeOffset LastAt, int Count);

/// <summary>Whether an alarm was closed.</summary>
internal sealed record AlarmClosed(bool Closed);

/// <summary>What <c>sdknode alarms</c> asks of the running node.</summary>
internal static class AlarmCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/alarms", async (AlarmList alarms, CancellationToken cancellationToken) => (await alarms.OpenAsync(cancellationToken))
            .Select(row => new AlarmLine(row.Id, row.Kind, row.Environment, row.Subject, row.Detail, row.Remedy, row.RaisedAt, row.LastAt, row.Count)));
        control.MapPost("/alarms/{id:long}/close", async (AlarmList alarms, SecurityLog security, long id, string? by, CancellationToken cancellationToken) =>
        {
            var closed = await alarms.CloseAsync(id, cancellationToken);
            if (closed)
            {
                await security.WriteAsync(SecurityLog.AlarmClosed, by ?? SecurityLog.Local, $"{id}", null, cancellationToken);
            }

            return new AlarmClosed(closed);
        });
    }
}
