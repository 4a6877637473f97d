using System.Globalization;
using System.Security.Cryptography;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// The key that wraps every content key, in versions: new content uses the newest, old content opens with the one it names.
/// A file of lines <c>VERSION BASE64</c>, made at first start, readable by its owner alone.
/// </summary>
internal sealed class NodeKey
{
    private const int KeyBytes = 32;
    private readonly Dictionary<int, byte[]> _versions;

    private NodeKey(Dictionary<int, byte[]> versions)
    {
        _versions = versions;
        CheckValues = versions.ToDictionary(version => version.Key, version => Convert.ToBase64String(HMACSHA256.HashData(version.Value, "sdknode node key"u8)));
        CurrentVersion = versions.Keys.Max();
    }

    /// <summary>By version a value that tells whether two keys are the same, and nothing else about them.</summary>
    public IReadOnlyDictionary<int, string> CheckValues { get; }

    /// <summary>The version that wraps new content.</summary>
    public int CurrentVersion { get; }

    /// <summary>Reads the key file, or makes it where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may read it; the message says what to do.</exception>
    public static NodeKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Load(path);
    }

    /// <summary>Reads the key file, which must be there: where a key has been in use, a new one would open nothing.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may read it; the message says what to do.</exception>
    public static NodeKey Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw new InvalidDataException($"The node key {path} can be read or written by others than its owner. Run: chmod 600 {path}");
        }

        var versions = new Dictionary<int, byte[]>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            var parts = line.Split(' ');
            var key = new byte[KeyBytes];
            if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                || !Convert.TryFromBase64String(parts[1], key, out var count) || count != KeyBytes || !versions.TryAdd(version, key))
            {
                throw new InvalidDataException($"The node key {path} is damaged. Restore it from its backup: without it no stored content can be read.");
            }
        }

        return versions.Count > 0 ? new NodeKey(versions) : throw new InvalidDataException($"The node key {path} is empty. Restore it from its backup.");
    }

    /// <summary>Wraps a content key under the current version; <paramref name="context"/> is authenticated with it.</summary>
    public void Wrap(ReadOnlySpan<byte> contentKey, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> context, Span<byte> wrapped, Span<byte> tag)
    {
        using var gcm = new AesGcm(_versions[CurrentVersion], 16);
        gcm.Encrypt(nonce, contentKey, wrapped, tag, context);
    }

    /// <summary>Unwraps a content key.</summary>
    /// <exception cref="InvalidDataException">The version is not here, or the content's header has been altered.</exception>
    public void Unwrap(int version, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> context, Span<byte> contentKey)
    {
        if (!_versions.TryGetValue(version, out var key))
        {
            throw new InvalidDataException($"The content is wrapped with version {version} of the node key, which is not in the key file.");
        }

        try
        {
            using var gcm = new AesGcm(key, 16);
            gcm.Decrypt(nonce, wrapped, tag, contentKey, context);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException("The content's header does not belong to this node key: the file has been altered or comes from another node.", e);
        }
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}.new";
        OwnerFile.Write(draft, $"1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}\n");
        try
        {
            OwnerFile.Name(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another node, which shares the folder, was first.
            File.Delete(draft);
        }
    }
}
