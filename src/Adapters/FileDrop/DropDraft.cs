using SdkNode.Security.Files;

namespace SdkNode.Adapters.FileDrop;

/// <summary>
/// A message's folder while it is written: hidden, beside its final place and so on the same file system, until
/// <see cref="Publish"/> renames it. Disposing without that deletes it.
/// </summary>
internal sealed class DropDraft : IDisposable
{
    private const string Prefix = ".tmp-";
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string _folder;
    private readonly string _draft;
    private readonly string _final;
    private bool _published;

    /// <summary>Begins a draft; what an earlier try at the same message left behind is removed.</summary>
    public DropDraft(string folder, string name)
    {
        foreach (var leftover in Directory.EnumerateDirectories(folder, $"{Prefix}{name}-*"))
        {
            Directory.Delete(leftover, recursive: true);
        }

        _folder = folder;
        _final = Path.Combine(folder, name);
        _draft = Path.Combine(folder, $"{Prefix}{name}-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_draft).Attributes |= FileAttributes.Hidden;
        }
        else
        {
            Directory.CreateDirectory(_draft, FolderMode);
        }
    }

    /// <summary>Starts a new file; one of that name must not be there. Its writer flushes it to disk.</summary>
    public FileStream Create(string name)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(Path.Combine(_draft, name), options);
    }

    /// <summary>Makes the folder durable and then visible, all of it at once.</summary>
    public void Publish()
    {
        DirectorySync.Flush(_draft);
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(_draft, FileAttributes.Directory);
        }

        Directory.Move(_draft, _final);
        _published = true;
        DirectorySync.Flush(_folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_published)
        {
            return;
        }

        try
        {
            Directory.Delete(_draft, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What hindered the writing may hinder this too; the next try removes it.
        }
    }
}
