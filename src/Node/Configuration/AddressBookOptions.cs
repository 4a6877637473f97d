namespace SdkNode.Node.Configuration;

/// <summary>Where an environment's functional addresses are listed (DIR-7).</summary>
internal sealed class AddressBookOptions
{
    /// <summary>The address book's base URL, as <c>https://…/addressbook/api/</c>. Left out: only the entries below.</summary>
    public string? Url { get; set; }

    /// <summary>How often the local copy is synchronised.</summary>
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How old the copy may be when a receiver that it does not know is asked for; an older one is synchronised first.</summary>
    public TimeSpan RefreshAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one page may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Entries of the node's own, which win over synchronised ones.</summary>
    public List<AddressBookEntryOptions> Entries { get; set; } = [];
}

/// <summary>A functional address that the federation's address book lacks, or lists otherwise.</summary>
internal sealed class AddressBookEntryOptions
{
    /// <summary>Whose address it is: a participant identifier (ID-2).</summary>
    public string Participant { get; set; } = "";

    /// <summary>The organisation's name. Left out: the synchronised one, or the participant identifier.</summary>
    public string? OrganizationName { get; set; }

    /// <summary>The functional address (ID-11).</summary>
    public string Address { get; set; } = "";

    /// <summary>The function's name. Left out: the address.</summary>
    public string? Name { get; set; }

    /// <summary>What the function does.</summary>
    public string? Description { get; set; }

    /// <summary>The categories that it is sorted under.</summary>
    public List<string> Categories { get; set; } = [];

    /// <summary>The codes that it can be searched by, as <c>system|code</c> or the code alone.</summary>
    public List<string> Codes { get; set; } = [];
}
