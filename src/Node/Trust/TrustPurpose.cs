namespace SdkNode.Node.Trust;

/// <summary>What an authority is trusted for: separate for each (PKI-1).</summary>
internal enum TrustPurpose
{
    /// <summary>Access points' certificates (AS4-SEC-4, DIR-4).</summary>
    AccessPoint,

    /// <summary>Signatures of metadata (DIR-3).</summary>
    Smp,

    /// <summary>TLS servers and clients (AS4-SEC-5).</summary>
    Tls,

    /// <summary>Organisations' certificates in envelopes (O2O-4).</summary>
    O2O,
}

/// <summary>The purposes by the names that people write.</summary>
internal static class TrustPurposes
{
    private static readonly Dictionary<string, TrustPurpose> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ap"] = TrustPurpose.AccessPoint,
        ["smp"] = TrustPurpose.Smp,
        ["tls"] = TrustPurpose.Tls,
        ["o2o"] = TrustPurpose.O2O,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrustPurpose> All { get; } = [.. s_names.Values];

    /// <summary>All names, for help and faults.</summary>
    public static string Names { get; } = string.Join(", ", s_names.Keys);

    /// <summary>The purpose of a name; null where it is none.</summary>
    public static TrustPurpose? Find(string? name) => name is not null && s_names.TryGetValue(name, out var purpose) ? purpose : null;

    /// <summary>The name that people write.</summary>
    public static string Name(this TrustPurpose purpose) => s_names.First(name => name.Value == purpose).Key;

    /// <summary>What cannot be done without it, for people.</summary>
    public static string Need(this TrustPurpose purpose) => purpose switch
    {
        TrustPurpose.AccessPoint => "Without it nothing is sent and nothing is received.",
        TrustPurpose.Smp => "Without it no receiver is found, and no sender's signature can be judged.",
        TrustPurpose.Tls => "Without it no partner can connect, and none is connected to.",
        _ => "Without it nothing is sent and nothing is opened.",
    };
}
