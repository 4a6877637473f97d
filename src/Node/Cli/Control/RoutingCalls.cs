using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli.Control;

/// <summary>What <c>sdknode lookup</c> and <c>sdknode ping</c> ask of the running node.</summary>
internal static class RoutingCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/lookup", (LookupDesk desk, string environment, string participant, string type, CancellationToken cancellationToken) =>
            desk.ExplainAsync(environment, participant, type, cancellationToken));
        control.MapPost("/lookup/refresh", (LookupDesk desk, string environment, string participant, string type, CancellationToken cancellationToken) =>
            desk.RefreshAsync(environment, participant, type, cancellationToken));
        control.MapGet("/lookup/kept", (LookupDesk desk) => desk.Kept());
        control.MapPost("/ping", async (PartnerPing ping, PartnerList partners, string environment, string participant, string type, CancellationToken cancellationToken) =>
            await ping.RunAsync(environment, await partners.ParticipantOfAsync(environment, participant, cancellationToken), type, cancellationToken));
    }
}
