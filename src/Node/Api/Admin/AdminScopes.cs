namespace SdkNode.Node.Api.Admin;

/// <summary>The scopes of the administration API. They are this node's own; no client of the message API has one, and none of these gives access to messages' content.</summary>
internal static class AdminScopes
{
    /// <summary>See how the node is: status, messages' headers and timelines, alarms, keys, trust, partners.</summary>
    public const string Read = "urn:sdknode:admin:read";

    /// <summary>Act: retry and end messages, hold and release, close alarms, ping, forget what is kept.</summary>
    public const string Operate = "urn:sdknode:admin:operate";

    /// <summary>Change keys and trust.</summary>
    public const string Certificates = "urn:sdknode:admin:certificates";

    /// <summary>Read the event log and the security log, and check their seals.</summary>
    public const string Logs = "urn:sdknode:admin:logs";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Operate, Certificates, Logs];

    /// <summary>What a scope is for, in words.</summary>
    public static string Meaning(string scope) => scope switch
    {
        Read => "See how the node is.",
        Operate => "Act on messages, alarms and partners.",
        Certificates => "Change keys and trust.",
        Logs => "Read and check the logs.",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
