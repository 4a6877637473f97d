using SdkNode.Node.Trust;

namespace SdkNode.Node.Store.Rows;

/// <summary>A certificate authority that an administrator has said to trust for one purpose of one environment (PKI-1), beside those that the settings name.</summary>
internal sealed class TrustRow
{
    /// <summary>Version 7.</summary>
    public Guid Id { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>What it is trusted for.</summary>
    public TrustPurpose Purpose { get; set; }

    /// <summary>Whether chains may end with it; else it only issues below an anchor.</summary>
    public bool IsAnchor { get; set; }

    /// <summary>The certificate (DER).</summary>
    public required byte[] Certificate { get; set; }

    /// <summary>Its SHA-256 fingerprint, upper-case hexadecimal.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>When it was taken in.</summary>
    public DateTimeOffset AddedAt { get; set; }

    /// <summary>Who compared the fingerprint and took it in.</summary>
    public required string AddedBy { get; set; }

    /// <summary>Since when it is trusted no more.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>When the row changed last: by it the nodes of a store see that it did.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
