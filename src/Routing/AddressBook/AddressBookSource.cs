namespace SdkNode.Routing.AddressBook;

/// <summary>Where an environment's address book is, and how much of it is taken (DIR-7).</summary>
public sealed record AddressBookSource
{
    /// <summary>The base URL, below which the three resources are.</summary>
    public required Uri Url { get; init; }

    /// <summary>How long one page may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest page, octets once unpacked.</summary>
    public int MaxPageBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most octets of all pages together.</summary>
    public long MaxTotalBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The most pages of one resource.</summary>
    public int MaxPages { get; init; } = 10_000;

    /// <summary>The most entries of one resource.</summary>
    public int MaxEntries { get; init; } = 200_000;
}
