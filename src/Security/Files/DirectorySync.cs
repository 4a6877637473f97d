using System.Runtime.InteropServices;
using System.Text;

namespace SdkNode.Security.Files;

/// <summary>
/// Makes a folder's entries durable. .NET flushes files but not folders, and a file whose name is lost with the power is lost.
/// </summary>
public static class DirectorySync
{
    private const int ReadOnly = 0;

    /// <summary>EINVAL: what lies on network shares may not know how to flush a folder; then its server sees to it.</summary>
    private const int NotKnown = 22;

    /// <summary>Flushes the entries of <paramref name="folder"/> to disk. Nothing to do on Windows, where a rename is journalled.</summary>
    /// <exception cref="IOException">The folder can't be opened or flushed; as .NET's own it bears the errno in its HResult.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} could not be opened to be flushed (errno {Marshal.GetLastPInvokeError()}).", Marshal.GetLastPInvokeError());
        }

        try
        {
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() != NotKnown)
            {
                throw new IOException($"The folder {folder} could not be flushed to disk (errno {Marshal.GetLastPInvokeError()}).", Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    // Plain types only: nothing here needs generated marshalling, and so no unsafe code.
    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
