namespace SdkNode.Node.Store.Rows;

/// <summary>
/// A key of ours in the store, from its request to its retirement. The private key lies sealed among the secrets
/// (<see cref="SecretRow"/>), under <c>key:</c> and the id.
/// </summary>
internal sealed class KeyRow
{
    /// <summary>Version 7.</summary>
    public Guid Id { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>The participant; empty for the access point's own.</summary>
    public required string Participant { get; set; }

    /// <summary>The purposes by their names, with spaces between them.</summary>
    public required string Purposes { get; set; }

    /// <summary>The request for a certificate (PKCS#10, DER); null where the key came with its certificate.</summary>
    public byte[]? Request { get; set; }

    /// <summary>The certificate (DER); null until it has come.</summary>
    public byte[]? Certificate { get; set; }

    /// <summary>The certificates that came with it, PEM one after the other.</summary>
    public string? Chain { get; set; }

    /// <summary>The certificate's SHA-256 fingerprint, upper-case hexadecimal.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>Whether the settings name it: then the row says only from when and until when it counts.</summary>
    public bool InSettings { get; set; }

    /// <summary>From when on it signs, or is shown; null: not yet decided.</summary>
    public DateTimeOffset? ActiveFrom { get; set; }

    /// <summary>Since when it counts no more.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>When it was made here.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When the row changed last: by it the nodes of a store see that it did.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
