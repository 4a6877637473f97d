namespace SdkNode.Node.Store.Rows;

/// <summary>How the local copy of an environment's address book stands (DIR-7).</summary>
internal sealed class AddressBookStateRow
{
    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>When it was last synchronised.</summary>
    public DateTimeOffset? SyncedAt { get; set; }

    /// <summary>When synchronising last failed.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Why.</summary>
    public string? Fault { get; set; }

    /// <summary>Organisations in the copy.</summary>
    public int Organizations { get; set; }

    /// <summary>Functional addresses in the copy.</summary>
    public int Addresses { get; set; }
}
