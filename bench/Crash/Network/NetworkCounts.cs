namespace SdkNode.Crash.Network;

/// <summary>What the network has done to connections and requests, for the report.</summary>
internal static class NetworkCounts
{
    private static readonly SortedDictionary<string, int> Counts = new(StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    public static void Add(string what)
    {
        lock (Counts)
        {
            Counts[what] = Counts.GetValueOrDefault(what) + 1;
        }
    }

    /// <summary>All counts on one line.</summary>
    public static string Text()
    {
        lock (Counts)
        {
            return string.Join(", ", Counts.Select(count => $"{count.Key} {count.Value}"));
        }
    }
}
