using SdkNode.Node.Administration;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>Reckons in working days, Monday to Friday in Sweden. Public holidays are not known: a message is red a day too early then, never too late.</summary>
internal static class WorkingDays
{
    /// <summary>The time since which a whole working day has passed: what arrived before it should have been registered.</summary>
    public static DateTimeOffset OneAgo(DateTimeOffset now)
    {
        // At a weekend it is still the end of Friday. A day earlier is the same time of the clock on the wall, whatever summer time does.
        var local = TimeZoneInfo.ConvertTime(now, SwedishTime.Zone).DateTime;
        local = local.DayOfWeek switch { DayOfWeek.Saturday => local.Date, DayOfWeek.Sunday => local.Date.AddDays(-1), _ => local };
        var back = local.AddDays(local.DayOfWeek == DayOfWeek.Monday ? -3 : -1);
        return new DateTimeOffset(back, SwedishTime.Zone.GetUtcOffset(back)).ToUniversalTime();
    }
}
