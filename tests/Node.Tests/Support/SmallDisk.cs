namespace SdkNode.Node.Tests.Support;

/// <summary>A file system of a few megabytes in memory, which a test can fill. Mounting needs root; without it the test is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _ballast;

    private SmallDisk()
    {
        FullName = _folder.PathOf("disk");
        _ballast = Path.Combine(FullName, "ballast");
        Directory.CreateDirectory(FullName);
    }

    public string FullName { get; }

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        if (Environment.UserName != "root" || await MountAsync(disk.FullName, $"size={megabytes}m") is not null)
        {
            disk._folder.Dispose();
            Assert.Skip("A file system can only be mounted by root, and not in every container.");
        }

        return disk;
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[1024 * 1024];
        for (var size = piece.Length; size >= 4096; size /= 2)
        {
            try
            {
                while (true)
                {
                    file.Write(piece, 0, size);
                }
            }
            catch (IOException)
            {
                // No piece of this size fits any more.
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(_ballast);

    /// <summary>Makes a folder on such a disk one that nobody can write, root included.</summary>
    public static async Task LockAsync(string folder) => Assert.Null(await MountAsync(folder, "ro,size=64k"));

    /// <summary>Lets the folder be written again.</summary>
    public static async Task UnlockAsync(string folder) => Assert.Equal(0, (await ExternalProgram.RunAsync("umount", [folder])).ExitCode);

    public async ValueTask DisposeAsync()
    {
        await ExternalProgram.RunAsync("umount", ["--lazy", "--recursive", FullName]);
        _folder.Dispose();
    }

    private static async Task<string?> MountAsync(string folder, string options)
    {
        var done = await ExternalProgram.RunAsync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]);
        return done.ExitCode == 0 ? null : done.Error;
    }
}
