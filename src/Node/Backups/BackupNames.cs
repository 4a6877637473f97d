using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Backups;

/// <summary>
/// The entries of a backup, in their order: manifest, database, contents, the digests of all of these as <c>sha256sum</c> writes
/// them, and the node key's seal over the digests. Nothing else is ever in it.
/// </summary>
internal static class BackupNames
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int Format = 1;

    /// <summary>The manifest.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The database.</summary>
    public const string Database = "sdknode.db";

    /// <summary>The digests.</summary>
    public const string Digests = "SHA256SUMS";

    /// <summary>The seal.</summary>
    public const string Seal = "SEAL";

    private const string ContentFolder = "content/";

    /// <summary>The entry of a content.</summary>
    public static string Of(Guid content) => ContentFolder + ContentStore.NameOf(content);

    /// <summary>Reads the entry of a content, exactly as <see cref="Of"/> writes it.</summary>
    public static bool TryReadContent(string name, out Guid content) =>
        Guid.TryParseExact(name.Length > ContentFolder.Length + 3 ? name[(ContentFolder.Length + 3)..] : "", "N", out content) && Of(content) == name;

    /// <summary>A line of the digests.</summary>
    public static string Line(string name, ReadOnlySpan<byte> sha256) => $"{Convert.ToHexStringLower(sha256)}  {name}\n";

    /// <summary>Whether the file is to be, or is, compressed. Content is encrypted and does not get smaller; the database does.</summary>
    public static bool IsCompressed(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);
}
