namespace SdkNode.Node.Store.Rows;

/// <summary>One entry of a sealed log (AP-5): appended plain, sealed later, never changed, UTC, kept apart per participant, never content.</summary>
internal abstract class LogEntry
{
    /// <summary>Row id. PostgreSQL may commit a lower one after a higher: the order is that of segment and place.</summary>
    public long Id { get; set; }

    /// <summary>The environment.</summary>
    public required string Environment { get; set; }

    /// <summary>Our participant; empty where there is none.</summary>
    public required string Participant { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What: its name is a contract.</summary>
    public required string Event { get; set; }

    /// <summary>The number of the segment that sealed it; null: not sealed yet.</summary>
    public long? Segment { get; set; }

    /// <summary>Its place in the segment, from 1.</summary>
    public int? Place { get; set; }

    /// <summary>HMAC-SHA256 over its place and all its fields.</summary>
    public byte[]? Seal { get; set; }

    /// <summary>Its fields in a fixed order, with the names that an export gives them. A new field goes last: seals cover the order.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string?>> Fields();

    /// <summary>The fields that every log has.</summary>
    protected IEnumerable<KeyValuePair<string, string?>> Common() =>
    [
        new("id", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("at", At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture)),
        new("environment", Environment),
        new("participant", Participant),
        new("event", Event),
    ];
}
