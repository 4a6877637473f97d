namespace SdkNode.Node.Backups;

/// <summary>What has been unpacked.</summary>
/// <param name="Manifest">What the backup says of itself.</param>
internal sealed record UnpackedBackup(BackupManifest Manifest)
{
    /// <summary>Content files that were in it.</summary>
    public int Contents { get; set; }

    /// <summary>Of these, damaged already when the backup was taken, or wrapped with a version of the node key that is gone.</summary>
    public int Unreadable { get; set; }

    /// <summary>Outgoing messages and message receipts that wait to be sent.</summary>
    public int Waiting { get; set; }
}
