using System.Globalization;
using System.Security.Cryptography;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// The key that wraps every content key, in versions: new content uses the current one, old content opens with the one it names.
/// A file of lines <c>VERSION BASE64</c>, made at first start, readable by its owner alone. Safe for many threads; versions come while it is in use.
/// </summary>
internal sealed class NodeKey
{
    private const int KeyBytes = 32;
    private const string Wrapped = "pkcs11";
    private volatile State _state;

    private NodeKey(Dictionary<int, byte[]> versions) => _state = new State(versions, versions.Keys.Max());

    /// <summary>By version a value that tells whether two keys are the same, and nothing else about them.</summary>
    public IReadOnlyDictionary<int, string> CheckValues => _state.CheckValues;

    /// <summary>The version that wraps new content: of a key just read, the newest.</summary>
    public int CurrentVersion => _state.Current;

    /// <summary>Reads the key file, or makes it where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may read it; the message says what to do.</exception>
    public static NodeKey LoadOrCreate(string path, Lazy<RSA>? wrap = null)
    {
        if (!File.Exists(path))
        {
            Create(path, wrap);
        }

        return Load(path, wrap);
    }

    /// <summary>Reads the key file, which must be there: where a key has been in use, a new one would open nothing.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may read it; the message says what to do.</exception>
    public static NodeKey Load(string path, Lazy<RSA>? wrap = null)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw new InvalidDataException($"The node key {path} can be read or written by others than its owner. Run: chmod 600 {path}");
        }

        return Parse(path, File.ReadLines(path).Where(line => line.Length > 0), wrap);
    }

    /// <summary>Reads lines of <c>VERSION BASE64</c>, or <c>VERSION pkcs11 BASE64</c> where a hardware key has wrapped them.</summary>
    /// <param name="name">What faults call the place.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="wrap">The hardware key, where there is one.</param>
    /// <exception cref="InvalidDataException">They are damaged, or wrapped by a key that is not there.</exception>
    public static NodeKey Parse(string name, IEnumerable<string> lines, Lazy<RSA>? wrap)
    {
        var versions = new Dictionary<int, byte[]>();
        foreach (var line in lines)
        {
            if (line.Split(' ') is not [var number, .. var form, var text] || form is not ([] or [Wrapped]) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                || Octets(name, text, form is [Wrapped], wrap) is not { Length: KeyBytes } key || !versions.TryAdd(version, key))
            {
                throw new InvalidDataException($"The node key {name} is damaged. Restore it from its backup: without it no stored content can be read.");
            }
        }

        return versions.Count > 0 ? new NodeKey(versions) : throw new InvalidDataException($"The node key {name} is empty. Restore it from its backup.");
    }

    /// <summary>Makes a new version and puts it into the file, where it waits until it is used.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may read it.</exception>
    public static int AddVersion(string path, Lazy<RSA>? wrap = null)
    {
        // All of them anew: with a hardware key none stays plain.
        var versions = new Dictionary<int, byte[]>(Load(path, wrap)._state.Versions);
        var version = versions.Keys.Max() + 1;
        versions[version] = RandomNumberGenerator.GetBytes(KeyBytes);
        var draft = $"{path}.{Guid.NewGuid():N}.new";
        OwnerFile.Write(draft, string.Concat(versions.OrderBy(entry => entry.Key).Select(entry => Line(entry.Key, entry.Value, wrap))));
        OwnerFile.Replace(draft, path);
        return version;
    }

    /// <summary>Takes the versions of a newer file, so that what they wrap opens; which wraps stays as it is. A version that waits may be another now: nothing is wrapped with it.</summary>
    /// <exception cref="InvalidDataException">A version that has been used is another key there than here.</exception>
    public void Learn(NodeKey file)
    {
        var (mine, theirs) = (_state, file._state);
        if (mine.CheckValues.Any(value => value.Key <= mine.Current && theirs.CheckValues.TryGetValue(value.Key, out var other) && other != value.Value))
        {
            throw new InvalidDataException("The file with the node key holds another key than the one in use. Restore it from its backup.");
        }

        if (theirs.CheckValues.Any(value => mine.CheckValues.GetValueOrDefault(value.Key) != value.Value))
        {
            var all = new Dictionary<int, byte[]>(mine.Versions);
            foreach (var (version, key) in theirs.Versions)
            {
                all[version] = key;
            }

            _state = new State(all, mine.Current);
        }
    }

    /// <summary>Wraps with this version from now on.</summary>
    /// <exception cref="InvalidDataException">It is not here.</exception>
    public void Use(int version)
    {
        var state = _state;
        if (!state.Versions.ContainsKey(version))
        {
            throw new InvalidDataException($"The node key lacks version {version}, which this store is sealed with.");
        }

        _state = state with { Current = version };
    }

    /// <summary>Wraps a content key under the current version, which is returned; <paramref name="context"/> is authenticated with it.</summary>
    public int Wrap(ReadOnlySpan<byte> contentKey, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> context, Span<byte> wrapped, Span<byte> tag)
    {
        var state = _state;
        using var gcm = new AesGcm(state.Versions[state.Current], 16);
        gcm.Encrypt(nonce, contentKey, wrapped, tag, context);
        return state.Current;
    }

    /// <summary>Unwraps a content key.</summary>
    /// <exception cref="InvalidDataException">The version is not here, or the content's header has been altered.</exception>
    public void Unwrap(int version, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> context, Span<byte> contentKey)
    {
        if (!_state.Versions.TryGetValue(version, out var key))
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

    private static byte[]? Octets(string name, string text, bool isWrapped, Lazy<RSA>? wrap)
    {
        var octets = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, octets, out var count))
        {
            return null;
        }

        octets = octets[..count];
        if (!isWrapped)
        {
            return octets;
        }

        if (wrap is null)
        {
            throw new InvalidDataException($"The node key {name} is wrapped by a hardware key, and the settings name none. Set Store:NodeKeyWrap.");
        }

        try
        {
            return wrap.Value.Decrypt(octets, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"The node key {name} does not open with the hardware key of Store:NodeKeyWrap: {e.Message}", e);
        }
    }

    private static string Line(int version, byte[] key, Lazy<RSA>? wrap) => string.Create(
        CultureInfo.InvariantCulture, $"{version} {(wrap is null ? Convert.ToBase64String(key) : $"{Wrapped} {Convert.ToBase64String(wrap.Value.Encrypt(key, RSAEncryptionPadding.OaepSHA256))}")}\n");

    private static void Create(string path, Lazy<RSA>? wrap)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}.new";
        OwnerFile.Write(draft, Line(1, RandomNumberGenerator.GetBytes(KeyBytes), wrap));
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

    private sealed record State(IReadOnlyDictionary<int, byte[]> Versions, int Current)
    {
        public Dictionary<int, string> CheckValues { get; } =
            Versions.ToDictionary(version => version.Key, version => Convert.ToBase64String(HMACSHA256.HashData(version.Value, "sdknode node key"u8)));
    }
}
