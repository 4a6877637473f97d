using SdkNode.Node.Administration;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Cli.Control;

/// <summary>What became of a change to a key, or what is wrong with it.</summary>
/// <param name="Key">The key as it is now.</param>
/// <param name="Notes">What to know or do next.</param>
/// <param name="Fault">What is wrong; null when it was done.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record KeyAnswer(KeyLine? Key, IReadOnlyList<string> Notes, string? Fault, string? Remedy);

/// <summary>What <c>sdknode certs</c> asks of the running node.</summary>
internal static class KeyCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/keys/revocation", (CertificateVerifier verifier) => verifier.KeptStatuses);
        control.MapGet("/keys", async (NodeSetup setup, KeyStore store, CancellationToken cancellationToken) => KeyLine.All(setup, await store.ListAsync(cancellationToken)));
        control.MapGet("/keys/check", KeyCheck.AllAsync);
        control.MapPost("/keys/request", async (KeyDesk desk, NodeSetup setup, KeyStore store, RequestWish wish, CancellationToken cancellationToken) =>
            await AnswerAsync(await desk.RequestAsync(wish, cancellationToken), setup, store, cancellationToken));
        control.MapPost("/keys/import", async (KeyDesk desk, NodeSetup setup, KeyStore store, ImportWish wish, CancellationToken cancellationToken) =>
            await AnswerAsync(await desk.ImportAsync(wish, cancellationToken), setup, store, cancellationToken));
        control.MapPost("/keys/{name}/activate", async (KeyDesk desk, NodeSetup setup, KeyStore store, string name, DateTimeOffset? from, string by, CancellationToken cancellationToken) =>
            await AnswerAsync(await desk.ActivateAsync(name, from, by, cancellationToken), setup, store, cancellationToken));
        control.MapPost("/keys/{name}/retire", async (KeyDesk desk, NodeSetup setup, KeyStore store, string name, bool force, string by, CancellationToken cancellationToken) =>
            await AnswerAsync(await desk.RetireAsync(name, force, by, cancellationToken), setup, store, cancellationToken));
    }

    private static async Task<KeyAnswer> AnswerAsync(Result<KeyDone, DeskFault> outcome, NodeSetup setup, KeyStore store, CancellationToken cancellationToken)
    {
        if (!outcome.TryGet(out var done, out var fault))
        {
            return new KeyAnswer(null, [], fault.Detail, fault.Remedy);
        }

        return new KeyAnswer(KeyLine.Find(KeyLine.All(setup, await store.ListAsync(cancellationToken)), done.Row), done.Notes, null, null);
    }
}
