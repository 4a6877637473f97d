using System.Security.Cryptography;

namespace SdkNode.Node.Store.Content;

/// <summary>
/// Where the node key is: in a file, whose versions may be wrapped by a key in a hardware module; or in the settings, given by the
/// environment, and then nowhere on disk.
/// </summary>
/// <param name="File">The file.</param>
internal sealed record NodeKeyPlace(string File)
{
    /// <summary>The key as the settings give it, in the file's form with <c>;</c> between the lines; null: it is in the file.</summary>
    public string? Text { get; init; }

    /// <summary>The hardware key that wraps the versions in the file; null: they stand there plain. Asked for when it is needed.</summary>
    /// <remarks>Its value throws <see cref="InvalidDataException"/> where the module does not give it.</remarks>
    public Lazy<RSA>? Wrap { get; init; }

    /// <summary>Whether there is one.</summary>
    public bool IsThere => Text is not null || System.IO.File.Exists(File);

    /// <summary>What people call the place.</summary>
    public string Name => Text is null ? File : "the setting Store:NodeKey";

    /// <summary>Reads the key, which must be there.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or not safe; the message says what to do.</exception>
    public NodeKey Load() => Text is null ? NodeKey.Load(File, Wrap) : NodeKey.Parse(Name, Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Wrap);

    /// <summary>Reads the key, or makes it where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or not safe; the message says what to do.</exception>
    public NodeKey LoadOrCreate() => Text is null ? NodeKey.LoadOrCreate(File, Wrap) : Load();

    /// <summary>Makes a new version, where it is in a file.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or not safe, or the key is not in a file.</exception>
    public int AddVersion() => Text is null
        ? NodeKey.AddVersion(File, Wrap)
        : throw new InvalidDataException("The node key is given by the environment (Store:NodeKey), which the node does not write. Add a line with the next number and 32 random octets in Base64 (openssl rand -base64 32) to it on every node, restart each, then run this again.");
}
