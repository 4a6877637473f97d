namespace SdkNode.Node.Configuration;

/// <summary>Which database holds the rows, and what nodes of one store share.</summary>
internal sealed class StoreOptions
{
    /// <summary>A PostgreSQL database, as Npgsql writes it. Left out: SQLite in the data folder, for one node. The password is better given as <see cref="PasswordFile"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file whose first line is the database user's password. Relative to the settings file.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The folder of the encrypted content, which all nodes of the store see. Left out: the data folder.</summary>
    public string? ContentFolder { get; set; }

    /// <summary>The node key's file; all nodes of a store have the same key. Left out: <c>keys/node.key</c> in the data folder.</summary>
    public string? NodeKeyFile { get; set; }

    /// <summary>The node key itself, in the file's form with <c>;</c> between the lines: given by the environment variable <c>SDKNODE_Store__NodeKey</c>, so that it is nowhere on disk. Left out: it is in its file.</summary>
    public string? NodeKey { get; set; }

    /// <summary>A key in the hardware module that wraps the node key in its file, as <c>pkcs11:token=SDK;object=node-key</c>. Left out: it stands there plain.</summary>
    public string? NodeKeyWrap { get; set; }
}
