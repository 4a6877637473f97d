namespace SdkNode.Node.Backups;

/// <summary>Why a backup is not restored.</summary>
/// <param name="Detail">What is wrong, and what to do.</param>
internal sealed record BackupFault(string Detail)
{
    /// <summary>The file is not as it was written.</summary>
    public static BackupFault Damaged(string file, string what) => new($"{file} is damaged, incomplete or altered: {what} Nothing of it was kept. Take another copy of it, or an earlier backup.");
}
