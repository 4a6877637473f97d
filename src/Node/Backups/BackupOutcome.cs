namespace SdkNode.Node.Backups;

/// <summary>What became of a backup.</summary>
/// <param name="Fault">Why there is none; null when it is there.</param>
/// <param name="Bytes">Octets of the file.</param>
/// <param name="TakenAt">The instant that it shows.</param>
/// <param name="Messages">Messages and message receipts in it.</param>
/// <param name="Contents">Content files in it; small contents are in the database.</param>
/// <param name="Missing">The XHE ids of messages whose content was not in the store any more.</param>
internal sealed record BackupOutcome(string? Fault, long Bytes, DateTimeOffset TakenAt, int Messages, int Contents, IReadOnlyList<string> Missing)
{
    /// <summary>No backup was made.</summary>
    public static BackupOutcome Failed(string fault) => new(fault, 0, default, 0, 0, []);
}
