namespace SdkNode.Node.Store.Rows;

/// <summary>That somebody was told of an alarm.</summary>
internal sealed class AlarmNoticeRow
{
    /// <summary>The alarm.</summary>
    public long AlarmId { get; set; }

    /// <summary>By which way: see <see cref="Alarms.Notices.IAlarmChannel.Name"/>.</summary>
    public required string Channel { get; set; }

    /// <summary>Whether its end was told too.</summary>
    public bool ToldClosed { get; set; }

    /// <summary>When it was told last.</summary>
    public DateTimeOffset ToldAt { get; set; }
}
