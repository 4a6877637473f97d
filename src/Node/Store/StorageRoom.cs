namespace SdkNode.Node.Store;

/// <summary>The free room on the disks of the data and the content folder, and the floor below which nothing new is taken: what is taken already needs room to end.</summary>
internal sealed class StorageRoom(IReadOnlyList<string> folders, long floor)
{
    /// <summary>Why nothing new of <paramref name="announced"/> octets may be taken; null when there is room.</summary>
    public StorageFault? Fault(long announced = 0)
    {
        if (floor == 0)
        {
            return null;
        }

        try
        {
            var free = Least();
            return free - announced >= floor ? null : new StorageFault(
                free >= floor
                    ? $"The disk of the node's store has no room for what was to be stored: {free / 1_000_000:N0} MB are free, {announced / 1_000_000:N0} MB were to come, and {floor / 1_000_000:N0} MB are kept free."
                    : $"The disk of the node's store is nearly full: {free / 1_000_000:N0} MB are free, and below {floor / 1_000_000:N0} MB the node takes nothing new.",
                "Make room on the disk of the data folder, or lower MinFreeBytes. The node goes on by itself.",
                NothingStored: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StorageFault.Missing;
        }
    }

    /// <summary>The free room on the fuller of the disks, octets; null where it cannot be seen.</summary>
    public long? Free()
    {
        try
        {
            return Least();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private long Least() => folders.Min(folder => new DriveInfo(folder).AvailableFreeSpace);
}
