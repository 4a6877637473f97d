using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Cluster;
using SdkNode.Node.Store.Content;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Store;

/// <summary>
/// Changes the node key while the nodes run. A new version waits in the file until every node of the store has it; then the store says that
/// it is used, and each node wraps with it within seconds. What older versions wrap opens as before: they stay in the file.
/// </summary>
internal sealed class NodeKeyRotation(OpenedStore store, NodeList nodes, SecretStore secrets, SecurityLog log, TimeProvider clock)
{
    // What a node has in its file, for the others to know.
    private const string Held = "node-key/";

    private string? _announced;

    private NodeKeyPlace At => store.Place?.NodeKey ?? throw new InvalidOperationException("A store without a place has no key file.");

    /// <summary>Learns the versions that the file has got, tells the other nodes so, and uses the one that the store uses.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (At.Text is not null)
        {
            // The environment changes with a restart alone.
            await AnnounceAndFollowAsync(cancellationToken);
            return;
        }

        try
        {
            store.Key.Learn(At.Load());
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The health check of the node key tells it; what is in memory goes on.
            return;
        }

        await AnnounceAndFollowAsync(cancellationToken);
    }

    private async Task AnnounceAndFollowAsync(CancellationToken cancellationToken)
    {
        await AnnounceAsync(cancellationToken);
        var used = (await UsedAsync(cancellationToken)).Keys.Max();
        if (used != store.Key.CurrentVersion && store.Key.CheckValues.ContainsKey(used))
        {
            store.Key.Use(used);
        }
    }

    /// <summary>Which versions there are, which one is used, and which nodes have which.</summary>
    public async Task<NodeKeyState> StateAsync(CancellationToken cancellationToken)
    {
        await WatchAsync(cancellationToken);
        await using var db = store.Open();
        var held = await db.Facts.AsNoTracking().Where(row => row.Name.StartsWith(Held)).ToListAsync(cancellationToken);
        var there = await nodes.ListAsync(cancellationToken);
        return new NodeKeyState(At.Name, store.Key.CurrentVersion, [.. store.Key.CheckValues.Keys.Order()],
            [.. there.Select(node => new NodeKeyHolder(node.Row.Name, node.IsSilent, held.Find(fact => fact.Name == Held + node.Row.Id.ToString("N")) is { } fact ? [.. SharedNodeKey.Read(fact.Value).Keys.Order()] : []))]);
    }

    /// <summary>
    /// Makes a new version where none waits, and uses it where every node has it. Where one does not, it waits: the outcome says whose
    /// file lacks it, and the same call goes on when the file has been copied there.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may read it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<NodeKeyOutcome> RotateAsync(string by, CancellationToken cancellationToken)
    {
        await WatchAsync(cancellationToken);
        var file = At.Load();
        var wanted = file.CheckValues.Keys.Max();
        if (wanted <= store.Key.CurrentVersion)
        {
            wanted = At.AddVersion();
            file = At.Load();
        }

        store.Key.Learn(file);
        await AnnounceAsync(cancellationToken);
        if (await LackingAsync(wanted, file.CheckValues[wanted], cancellationToken) is { Count: > 0 } lacking)
        {
            return new NodeKeyOutcome(wanted, IsUsed: false, At.Name, lacking);
        }

        await UseAsync(wanted, cancellationToken);
        await log.WriteAsync(SecurityLog.NodeKeyRotated, by, wanted.ToString(CultureInfo.InvariantCulture), null, cancellationToken);
        return new NodeKeyOutcome(wanted, IsUsed: true, At.Name, []);
    }

    private async Task UseAsync(int version, CancellationToken cancellationToken)
    {
        await StoreTransaction.RunAsync(store.Open, async db =>
        {
            var fact = await db.Facts.SingleAsync(row => row.Name == SharedNodeKey.Fact, cancellationToken);
            (fact.Value, fact.ChangedAt) = (SharedNodeKey.Write(store.Key), clock.GetUtcNow());
            return true;
        }, cancellationToken);
        store.Key.Use(version);
        await secrets.SealAgainAsync(cancellationToken);
        await new SealedKeyRing(store.Open, store.Key).SealAgainAsync(cancellationToken);
    }

    private async Task<List<string>> LackingAsync(int version, string value, CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        var others = (await nodes.ListAsync(cancellationToken)).Where(node => node.Row.Id != store.Node && !node.IsSilent).Select(node => node.Row).ToList();
        var held = await db.Facts.AsNoTracking().Where(row => row.Name.StartsWith(Held)).ToDictionaryAsync(row => row.Name, row => row.Value, cancellationToken);
        return [.. others.Where(node => !held.TryGetValue(Held + node.Id.ToString("N"), out var has) || SharedNodeKey.Read(has).GetValueOrDefault(version) != value).Select(node => node.Name)];
    }

    private async Task<Dictionary<int, string>> UsedAsync(CancellationToken cancellationToken)
    {
        await using var db = store.Open();
        return SharedNodeKey.Read((await db.Facts.AsNoTracking().SingleAsync(row => row.Name == SharedNodeKey.Fact, cancellationToken)).Value);
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var held = SharedNodeKey.Write(store.Key);
        if (held == _announced)
        {
            return;
        }

        var (name, now) = (Held + store.Node.ToString("N"), clock.GetUtcNow());
        await StoreTransaction.RunAsync(store.Open, async db =>
        {
            if (await db.Facts.SingleOrDefaultAsync(row => row.Name == name, cancellationToken) is not { } fact)
            {
                db.Facts.Add(fact = new FactRow { Name = name, Value = held });
            }

            (fact.Value, fact.ChangedAt) = (held, now);
            return true;
        }, cancellationToken);
        _announced = held;
    }
}

/// <summary>What became of a rotation.</summary>
/// <param name="Version">The new version.</param>
/// <param name="IsUsed">Whether it is used from now on; else it waits.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="Lacking">The nodes whose file lacks it.</param>
internal sealed record NodeKeyOutcome(int Version, bool IsUsed, string File, IReadOnlyList<string> Lacking);

/// <summary>How the node key stands.</summary>
/// <param name="File">This node's file.</param>
/// <param name="Used">The version that wraps.</param>
/// <param name="Versions">All versions that this node has.</param>
/// <param name="Nodes">Which node has which.</param>
internal sealed record NodeKeyState(string File, int Used, IReadOnlyList<int> Versions, IReadOnlyList<NodeKeyHolder> Nodes);

/// <summary>A node and the versions in its file.</summary>
/// <param name="Node">Its name.</param>
/// <param name="IsSilent">Whether it has gone without saying so.</param>
/// <param name="Versions">The versions that it last told.</param>
internal sealed record NodeKeyHolder(string Node, bool IsSilent, IReadOnlyList<int> Versions);
