using System.Text;
using SdkNode.Security.Files;

namespace SdkNode.Node.Store;

/// <summary>Files that their owner alone may read, made durable before they get their name.</summary>
internal static class OwnerFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the file anew, or empties the one that an earlier try left.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = Mode;
        var file = new FileStream(path, options);
        File.SetUnixFileMode(file.SafeFileHandle, Mode);
        return file;
    }

    /// <summary>Flushes what a stream gives to a new file on disk.</summary>
    public static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = Create(path);
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Flushes a text to a new file on disk.</summary>
    public static void Write(string path, string text)
    {
        using var file = Create(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Puts a written file in the place of another and makes that durable.</summary>
    public static void Replace(string draft, string path)
    {
        File.Move(draft, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Gives a written file its name, which must be free, and makes the name durable.</summary>
    public static void Name(string draft, string path)
    {
        File.Move(draft, path, overwrite: false);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }
}
