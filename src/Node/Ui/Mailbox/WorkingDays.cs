using SdkNode.Node.Administration;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>Reckons in working days in Sweden.</summary>
internal static class WorkingDays
{
    /// <summary>The time since which a whole working day has passed: what arrived before it should have been registered.</summary>
    public static DateTimeOffset OneAgo(DateTimeOffset now)
    {
        // On a free day it is still the end of the last working day. A day earlier is the same time of the clock on the wall, whatever summer time does.
        var local = TimeZoneInfo.ConvertTime(now, SwedishTime.Zone).DateTime;
        var today = DateOnly.FromDateTime(local);
        var (day, time) = SwedishDays.IsFree(today) ? (SwedishDays.LastWorkingDay(today).AddDays(1), TimeOnly.MinValue) : (today, TimeOnly.FromDateTime(local));
        var back = SwedishDays.LastWorkingDay(day.AddDays(-1)).ToDateTime(time);
        return new DateTimeOffset(back, SwedishTime.Zone.GetUtcOffset(back)).ToUniversalTime();
    }
}
