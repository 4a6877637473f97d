using SdkNode.Node.Administration;
using SdkNode.Node.Audit;
using SdkNode.Node.Cluster;
using SdkNode.Node.Configuration;
using SdkNode.Node.Jobs;
using SdkNode.Node.Outbound;

namespace SdkNode.Node.Api.Admin;

/// <summary>A node of the store.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it was last seen, by the database's clock.</param>
/// <param name="IsSilent">Whether it has gone without saying so.</param>
/// <param name="Work">How much of each kind of work it holds.</param>
/// <param name="Jobs">The jobs that it does for all.</param>
internal sealed record NodeShown(Guid Id, string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool IsSilent, IReadOnlyDictionary<string, int> Work, IReadOnlyList<string> Jobs);

/// <summary>Why outgoing messages are held.</summary>
/// <param name="Reason">The reason, for whoever asks later.</param>
internal sealed record HoldWish(string Reason);

/// <summary>The node itself: status, nodes of the store, participants served, the hold on outgoing messages.</summary>
internal static class AdminNode
{
    /// <summary>Maps the operations.</summary>
    public static void Map(RouteGroupBuilder admin)
    {
        var node = admin.MapGroup("").WithTags("Node");
        node.MapGet("/status", (NodeStatus status, CancellationToken cancellationToken) => status.ReadAsync(cancellationToken))
            .Describe<StatusAnswer>("getStatus", AdminScopes.Read, "How the node is: its checks, its work, how many alarms are open.");
        node.MapGet("/nodes", async (NodeList nodes, CancellationToken cancellationToken) => (await nodes.ListAsync(cancellationToken)).Select(Shown))
            .Describe<IReadOnlyList<NodeShown>>("listNodes", AdminScopes.Read, "The nodes of the store and what each holds.");
        node.MapGet("/participants", (NodeSetup setup) => ParticipantShown.All(setup))
            .Describe<IReadOnlyList<ParticipantShown>>("listParticipants", AdminScopes.Read, "The participants that this node serves, and what each lacks.");
        node.MapGet("/outgoing", OutgoingState.OfAsync).Describe<OutgoingState>("getOutgoing", AdminScopes.Read, "Whether outgoing messages are held, and how many wait.");
        node.MapPost("/outgoing/hold", HoldAsync).Describe<OutgoingState>("holdOutgoing", AdminScopes.Operate, "Send nothing until it is released.");
        node.MapPost("/outgoing/release", ReleaseAsync).Describe<OutgoingState>("releaseOutgoing", AdminScopes.Operate, "Send what was held.");
    }

    private static async Task<IResult> HoldAsync(HttpContext context, OutgoingHold hold, SecurityLog security, HoldWish wish, CancellationToken cancellationToken)
    {
        if (AdminAnswers.NoReason(wish.Reason) is { } refusal)
        {
            return refusal;
        }

        await hold.HoldAsync(wish.Reason, cancellationToken);
        await security.WriteAsync(SecurityLog.OutgoingHeld, AdminAnswers.Actor(context), null, wish.Reason, cancellationToken);
        return Results.Ok(await OutgoingState.OfAsync(hold, cancellationToken));
    }

    private static async Task<OutgoingState> ReleaseAsync(HttpContext context, OutgoingHold hold, SecurityLog security, WorkRunner runner, CancellationToken cancellationToken)
    {
        if (await hold.ReleaseAsync(AdminAnswers.Actor(context), cancellationToken))
        {
            await security.WriteAsync(SecurityLog.OutgoingReleased, AdminAnswers.Actor(context), null, null, cancellationToken);
        }

        runner.Signal();
        return await OutgoingState.OfAsync(hold, cancellationToken);
    }

    private static NodeShown Shown(NodeState node) => new(
        node.Row.Id, node.Row.Name, node.Row.Version, node.Row.StartedAt, node.Row.SeenAt, node.IsSilent, node.Work.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value), node.Jobs);
}
