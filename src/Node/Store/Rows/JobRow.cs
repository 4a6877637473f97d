namespace SdkNode.Node.Store.Rows;

/// <summary>A job that one node at a time does for all, such as a sweep.</summary>
internal sealed class JobRow
{
    /// <summary>The job.</summary>
    public required string Name { get; set; }

    /// <summary>Who does it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when, by the database's clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>When it was last done, by the database's clock.</summary>
    public DateTimeOffset? LastRunAt { get; set; }
}
