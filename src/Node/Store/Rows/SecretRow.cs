namespace SdkNode.Node.Store.Rows;

/// <summary>A secret that all nodes of a store share, sealed by the node key.</summary>
internal sealed class SecretRow
{
    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>The secret, sealed.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
