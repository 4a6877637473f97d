using SdkNode.Node.Administration;
using SdkNode.Node.Trust;
using SdkNode.Security;

namespace SdkNode.Node.Cli.Control;

/// <summary>What became of a change to whom is trusted, or what is wrong with it.</summary>
/// <param name="Lines">The authorities that it is about.</param>
/// <param name="Unconfirmed">Whether nothing was done because fingerprints are to be confirmed.</param>
/// <param name="Notes">What to know or do next.</param>
/// <param name="Fault">What is wrong; null when it was done.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record TrustAnswer(IReadOnlyList<TrustLine> Lines, bool Unconfirmed, IReadOnlyList<string> Notes, string? Fault, string? Remedy);

/// <summary>What <c>sdknode trust</c> asks of the running node.</summary>
internal static class TrustCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/trust", (TrustDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken));
        control.MapPost("/trust/import", async (TrustDesk desk, TrustWish wish, CancellationToken cancellationToken) => Answer(await desk.ImportAsync(wish, cancellationToken)));
        control.MapPost("/trust/{name}/remove", async (TrustDesk desk, string name, string? environment, string? purpose, bool force, string by, CancellationToken cancellationToken) =>
            Answer(await desk.RemoveAsync(name, environment, purpose, force, by, cancellationToken)));
    }

    private static TrustAnswer Answer(Result<TrustDone, DeskFault> outcome) => outcome.TryGet(out var done, out var fault)
        ? new TrustAnswer(done.Lines, done.Unconfirmed, done.Notes, null, null)
        : new TrustAnswer([], false, [], fault.Detail, fault.Remedy);
}
