using SdkNode.Node.Jobs;
using SdkNode.Node.Lifecycle;

namespace SdkNode.Node.Health;

/// <summary>Whether the node still goes round: what does the work asks for it every second, and a store that is slow keeps it waiting for two minutes at most.</summary>
internal sealed class Liveness(WorkRunner runner, Drain drain)
{
    /// <summary>Longer than every lane's wait for a locked database, one after the other.</summary>
    internal static readonly TimeSpan Stuck = TimeSpan.FromMinutes(3);

    /// <summary>Whether it is alive; a node that stops is, for as long as it does.</summary>
    public bool IsAlive => drain.HasBegun || runner.SinceLastPass < Stuck;
}
