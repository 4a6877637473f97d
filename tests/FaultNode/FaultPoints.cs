namespace SdkNode.FaultNode;

/// <summary>The names of all fault points, in the order in which a message comes to them. A test compares them with the flows.</summary>
internal static class FaultPoints
{
    /// <summary>The variable that says where to die: a point's name, a colon, and at which time of coming there.</summary>
    public const string DieAt = "FAULT_DIE_AT";

    /// <summary>The variable that names the file in which the point is written down before dying.</summary>
    public const string Log = "FAULT_LOG";

    /// <summary>The variable that says by how many seconds the node's clock is wrong.</summary>
    public const string ClockError = "FAULT_CLOCK_ERROR";

    /// <summary>The points.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "intake: content stored",
        "intake: committed",
        "send: claimed",
        "send: sealed content stored",
        "send: routed",
        "send: try begun",
        "send: answered",
        "send: recorded",
        "receive: header checked",
        "receive: content stored",
        "receive: committed",
        "receive: answered",
        "open: claimed",
        "open: verified",
        "open: signer approved",
        "open: decrypted content stored",
        "open: judged",
        "open: recorded",
    ];
}
