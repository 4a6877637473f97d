using SdkNode.Node.Administration;
using SdkNode.Node.Store;

namespace SdkNode.Node.Cli.Control;

/// <summary>What became of a rotation of the node key, or why there was none.</summary>
internal sealed record NodeKeyAnswer(NodeKeyOutcome? Outcome, DeskFault? Fault);

/// <summary>What <c>sdknode node-key</c> asks of the running node.</summary>
internal static class NodeKeyCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/node-key", (NodeKeyRotation rotation, CancellationToken cancellationToken) => rotation.StateAsync(cancellationToken));
        control.MapPost("/node-key/rotate", async (NodeKeyRotation rotation, string by, CancellationToken cancellationToken) =>
        {
            try
            {
                return new NodeKeyAnswer(await rotation.RotateAsync(by, cancellationToken), null);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                return new NodeKeyAnswer(null, new DeskFault($"The node key was not changed: {e.Message}", "Let the node's user, and nobody else, own the file and write its folder."));
            }
        });
    }
}
