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

/// <summary>A verdict on a key's certificate.</summary>
/// <param name="Key">The key.</param>
/// <param name="State">What was found, in words.</param>
/// <param name="Ok">Whether it is trusted.</param>
/// <param name="Notes">What a lenient policy let pass.</param>
internal sealed record KeyVerdict(KeyLine Key, string State, bool Ok, IReadOnlyList<string> Notes);

/// <summary>What <c>sdknode certs</c> asks of the running node.</summary>
internal static class KeyCalls
{
    /// <summary>Maps the calls below the control socket's group.</summary>
    public static void Map(RouteGroupBuilder control)
    {
        control.MapGet("/keys", async (NodeSetup setup, KeyStore store, CancellationToken cancellationToken) => KeyLine.All(setup, await store.ListAsync(cancellationToken)));
        control.MapGet("/keys/check", CheckAsync);
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

        var name = KeyNames.Of(done.Row);
        return new KeyAnswer(KeyLine.All(setup, await store.ListAsync(cancellationToken)).FirstOrDefault(line => line.Name == name && line.Environment == done.Row.Environment && line.Participant == done.Row.Participant), done.Notes, null, null);
    }

    private static async Task<IReadOnlyList<KeyVerdict>> CheckAsync(NodeSetup setup, KeyStore store, CertificateVerifier verifier, CancellationToken cancellationToken)
    {
        var verdicts = new List<KeyVerdict>();
        foreach (var line in KeyLine.All(setup, await store.ListAsync(cancellationToken)).Where(line => line.Fingerprint is not null && !line.State.StartsWith("retired", StringComparison.Ordinal)))
        {
            var key = setup.Keys.Slots.SelectMany(slot => slot.Value).First(key => key.Fingerprint == line.Fingerprint);
            verdicts.Add(await KeyCheck.RunAsync(line, key.Pair, setup, verifier, cancellationToken));
        }

        return verdicts;
    }
}
