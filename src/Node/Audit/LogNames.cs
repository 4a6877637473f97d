using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>What the logs are called in segments, exports and commands.</summary>
internal static class LogNames
{
    /// <summary>What the access point did.</summary>
    public const string Event = "event";

    /// <summary>Who did what with the node.</summary>
    public const string Security = "security";

    /// <summary>The name of the log that has such entries.</summary>
    public static string Of<T>()
        where T : LogEntry => typeof(T) == typeof(EventLogRow) ? Event : Security;
}
