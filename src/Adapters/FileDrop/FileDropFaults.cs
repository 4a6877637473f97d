namespace SdkNode.Adapters.FileDrop;

/// <summary>
/// What hindered a file drop, for an administrator. The system's own texts name files, and the names of a message's files are
/// content: only its codes are told.
/// </summary>
internal static class FileDropFaults
{
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnLinux = 122;
    private const int ReadOnlyOnUnix = 30;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);

    /// <summary>The folder is not there.</summary>
    public static DeliveryOutcome.TryAgain NoFolder(string folder) => new(
        $"The folder {folder} does not exist, or the node may not look into it.",
        "Mount or create it and let the node's user write in it; the node never makes it, because a missing mount would then fill the local disk.");

    /// <summary>What the exception means; null when it is a fault of the program.</summary>
    public static DeliveryOutcome.TryAgain? Explain(string folder, Exception exception) => exception switch
    {
        InvalidDataException => new($"The stored message can't be read: {exception.Message}", "Restore the data folder from its backup."),
        FileNotFoundException => new("The stored content of the message is not there.", "Restore the data folder from its backup."),
        DirectoryNotFoundException => NoFolder(folder),
        PathTooLongException => new($"The path of the folder {folder} is too long for the files in it.", "Use a folder with a shorter path; a file's own name has at most 120 bytes."),
        UnauthorizedAccessException => new($"The node may not write in the folder {folder}.", "Give the node's user the right to make folders and files there."),
        IOException { HResult: NoSpaceOnUnix or QuotaOnLinux or DiskFullOnWindows or HandleDiskFullOnWindows } => new($"The disk of the folder {folder} is full.", "Make room there, or raise the quota."),
        IOException { HResult: ReadOnlyOnUnix } => new($"The folder {folder} lies on a file system that is read-only.", "Mount it for writing."),
        IOException => new($"The system refused to write in the folder {folder} (code {exception.HResult:X8}).", "See whether the disk or share is in order."),
        _ => null,
    };
}
