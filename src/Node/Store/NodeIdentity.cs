namespace SdkNode.Node.Store;

/// <summary>
/// Which node this is: an id in the data folder, made at the first start. A data folder belongs to one process at a time
/// (<see cref="DataFolderLock"/>), so that a node that starts knows its earlier process to be dead.
/// </summary>
internal static class NodeIdentity
{
    /// <summary>The file's name.</summary>
    public const string FileName = "node.id";

    /// <summary>Reads the identity, or makes one. To be called under the folder's lock.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message says what to do.</exception>
    public static Guid LoadOrCreate(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
        {
            var draft = path + ".new";
            OwnerFile.Write(draft, Guid.CreateVersion7().ToString("N"));
            OwnerFile.Name(draft, path);
        }

        return Guid.TryParse(File.ReadAllText(path), out var id)
            ? id
            : throw new InvalidDataException($"{path} does not hold the node's identity. Remove it: the node makes a new one, and takes over its old work when the leases run out.");
    }
}
