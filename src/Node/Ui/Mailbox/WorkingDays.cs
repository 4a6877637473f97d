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
        if (IsFree(local))
        {
            local = local.Date;
            while (IsFree(local.AddDays(-1)))
            {
                local = local.AddDays(-1);
            }
        }

        var back = local.AddDays(-1);
        while (IsFree(back))
        {
            back = back.AddDays(-1);
        }

        return new DateTimeOffset(back, SwedishTime.Zone.GetUtcOffset(back)).ToUniversalTime();
    }

    private static bool IsFree(DateTime time) => SwedishDays.IsFree(DateOnly.FromDateTime(time));
}
