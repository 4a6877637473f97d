using SdkNode.Node.Alarms;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Audit;

/// <summary>Writes the security log's entries (AP-5): who did what and when. The names are a contract: docs/security-log.md lists them.</summary>
internal sealed class SecurityLog(Func<NodeDb> open, TimeProvider clock)
{
    /// <summary>An alarm was closed by hand.</summary>
    public const string AlarmClosed = "alarm-closed";

    /// <summary>Outgoing messages were put on hold.</summary>
    public const string OutgoingHeld = "outgoing-held";

    /// <summary>Outgoing messages were released.</summary>
    public const string OutgoingReleased = "outgoing-released";

    /// <summary>A client was added.</summary>
    public const string ClientAdded = "client-added";

    /// <summary>A client's keys were changed.</summary>
    public const string ClientKeysChanged = "client-keys-changed";

    /// <summary>A client was removed.</summary>
    public const string ClientRemoved = "client-removed";

    /// <summary>A log was exported.</summary>
    public const string LogExported = "log-exported";

    /// <summary>A key of ours was made, and the request for its certificate.</summary>
    public const string KeyOrdered = "key-ordered";

    /// <summary>A certificate of ours, or a key with it, was taken in.</summary>
    public const string KeyImported = "key-imported";

    /// <summary>A key of ours was set to count from a time on.</summary>
    public const string KeyActivated = "key-activated";

    /// <summary>A key of ours counts no more.</summary>
    public const string KeyRetired = "key-retired";

    /// <summary>A new version of the node key is used.</summary>
    public const string NodeKeyRotated = "node-key-rotated";

    /// <summary>An authority was trusted for a purpose.</summary>
    public const string TrustAdded = "trust-added";

    /// <summary>An authority is trusted no more.</summary>
    public const string TrustRemoved = "trust-removed";

    /// <summary>A request to the API was refused.</summary>
    public const string AccessDenied = "access-denied";

    /// <summary>A client opened a message that is marked as confidential.</summary>
    public const string MessageOpened = "message-opened";

    /// <summary>Somebody signed in to the pages.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Who acts where only the node's own user can: over the control socket.</summary>
    public const string Local = "command line";

    /// <summary>Every event's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [AlarmClosed, OutgoingHeld, OutgoingReleased, ClientAdded, ClientKeysChanged, ClientRemoved, LogExported, KeyOrdered, KeyImported, KeyActivated, KeyRetired, NodeKeyRotated, TrustAdded, TrustRemoved, AccessDenied, MessageOpened, SignedIn];

    /// <summary>Writes an entry that is about the whole node.</summary>
    public Task WriteAsync(string name, string actor, string? subject, string? detail, CancellationToken cancellationToken) =>
        WriteAsync(AlarmList.AllEnvironments, "", name, actor, subject, detail, cancellationToken);

    /// <summary>Writes an entry that is about a participant.</summary>
    public async Task WriteAsync(string environment, string participant, string name, string actor, string? subject, string? detail, CancellationToken cancellationToken)
    {
        await using var db = open();
        db.SecurityLog.Add(new SecurityLogRow { Environment = environment, Participant = participant, At = clock.GetUtcNow(), Event = name, Actor = actor, Subject = subject, Detail = detail });
        await db.SaveChangesAsync(cancellationToken);
    }
}
