using SdkNode.Node.Administration;
using SdkNode.Node.Cluster;
using SdkNode.Node.Configuration;

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

    private static async Task<IResult> HoldAsync(HttpContext context, OutgoingDesk desk, HoldWish wish, CancellationToken cancellationToken) =>
        AdminAnswers.NoReason(wish.Reason) is { } refusal ? refusal : Results.Ok(await desk.HoldAsync(wish.Reason, AdminAnswers.Actor(context), cancellationToken));

    private static Task<OutgoingState> ReleaseAsync(HttpContext context, OutgoingDesk desk, CancellationToken cancellationToken) => desk.ReleaseAsync(AdminAnswers.Actor(context), cancellationToken);

    private static NodeShown Shown(NodeState node) => new(
        node.Row.Id, node.Row.Name, node.Row.Version, node.Row.StartedAt, node.Row.SeenAt, node.IsSilent, node.Work.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value), node.Jobs);
}
