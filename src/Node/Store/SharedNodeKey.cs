using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Store;

/// <summary>
/// One node key for all nodes of a store, and for a restored one: the database keeps a check value of every version, so that a node
/// with another key, or with none, does not start and seal what nobody else can open.
/// </summary>
internal static class SharedNodeKey
{
    /// <summary>The fact that holds the check values: <c>VERSION:VALUE</c>, a space between them.</summary>
    public const string Fact = "node-key";

    private const string Setting = "Store:NodeKeyFile";

    /// <summary>Reads the key; makes one only where nothing was ever sealed with another.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="StoreRefusedException">It is not the key of this store.</exception>
    public static async Task<NodeKey> OpenAsync(StorePlace place, Func<NodeDb> open, TimeProvider clock, CancellationToken cancellationToken)
    {
        var at = place.NodeKey;
        var isNew = !at.IsThere;
        var facts = new FactStore(open, clock);
        if (isNew && (await facts.FindAsync(Fact, cancellationToken) is not null || await HoldsSealedAsync(open, cancellationToken)))
        {
            throw new StoreRefusedException(Setting, at.Name, "There is no node key, and what this store holds is sealed with one.", Remedy(place));
        }

        var key = at.LoadOrCreate();
        var known = Read(await facts.GetOrAddAsync(Fact, Write(key), cancellationToken));
        if (Disagreement(known, key) is not { } problem)
        {
            // A newer version in the file waits until it is used (NodeKeyRotation): other nodes may not have it yet.
            key.Use(known.Keys.Max());
            return key;
        }

        if (isNew)
        {
            // Another node was first, a moment ago. Nothing has been sealed with this one yet.
            File.Delete(at.File);
        }

        throw new StoreRefusedException(Setting, at.Name, problem, Remedy(place));
    }

    private static string Remedy(StorePlace place) => place.IsShared
        ? "Copy keys/node.key from the other node to this place (mode 0600), or restore it from its backup; all nodes of a store have the same node key."
        : "Restore the node key from its backup; the store itself never holds it.";

    private static string? Disagreement(Dictionary<int, string> known, NodeKey key)
    {
        foreach (var (version, value) in known)
        {
            if (!key.CheckValues.TryGetValue(version, out var mine))
            {
                return $"The node key lacks version {version}, which this store is sealed with.";
            }

            if (mine != value)
            {
                return "The node key is not the one that this store is sealed with.";
            }
        }

        return null;
    }

    // Before this fact existed, too, nothing may be made useless by a new key.
    private static async Task<bool> HoldsSealedAsync(Func<NodeDb> open, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Messages.AnyAsync(row => row.Payload != null || row.Sealed != null || row.Head != null, cancellationToken) || await db.Secrets.AnyAsync(cancellationToken);
    }

    /// <summary>The check values of a key as a fact has them.</summary>
    public static string Write(NodeKey key) => string.Join(' ', key.CheckValues.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}:{entry.Value}"));

    /// <summary>The check values by version.</summary>
    public static Dictionary<int, string> Read(string value) =>
        value.Split(' ').Select(part => part.Split(':', 2)).ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]);
}
