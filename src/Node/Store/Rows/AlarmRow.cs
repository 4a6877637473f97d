namespace SdkNode.Node.Store.Rows;

/// <summary>Something that an admin should look at. Open until its cause is gone or an admin closes it.</summary>
internal sealed class AlarmRow
{
    /// <summary>Row id, in order.</summary>
    public long Id { get; set; }

    /// <summary>What kind: see <see cref="Alarms.AlarmKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>What it is about, such as a message id or a functional address.</summary>
    public required string Subject { get; set; }

    /// <summary>What happened; never content.</summary>
    public required string Detail { get; set; }

    /// <summary>What to do.</summary>
    public required string Remedy { get; set; }

    /// <summary>When it was first raised.</summary>
    public DateTimeOffset RaisedAt { get; set; }

    /// <summary>When it was last raised again.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>How many times it has been raised.</summary>
    public int Count { get; set; }

    /// <summary>When it was closed; <see cref="DateTimeOffset.MaxValue"/> while it is open, so that one alarm of a subject is open at a time.</summary>
    public DateTimeOffset ClosedAt { get; set; }
}
