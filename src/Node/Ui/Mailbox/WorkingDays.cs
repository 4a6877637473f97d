namespace SdkNode.Node.Ui.Mailbox;

/// <summary>Reckons in working days, Monday to Friday in Sweden. Public holidays are not known: a message is red a day too early then, never too late.</summary>
internal static class WorkingDays
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Stockholm", out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The time since which a whole working day has passed: what arrived before it should have been registered.</summary>
    public static DateTimeOffset OneAgo(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, s_zone);
        var weekend = local.DayOfWeek switch { DayOfWeek.Saturday => 1, DayOfWeek.Sunday => 2, _ => 0 };
        var reference = weekend > 0 ? Midnight(local, -weekend + 1) : local;
        var back = reference.AddDays(-1);
        back = back.DayOfWeek switch { DayOfWeek.Sunday => back.AddDays(-2), DayOfWeek.Saturday => back.AddDays(-1), _ => back };
        return back.ToUniversalTime();
    }

    private static DateTimeOffset Midnight(DateTimeOffset local, int days)
    {
        var date = DateTime.SpecifyKind(local.Date.AddDays(days), DateTimeKind.Unspecified);
        return new DateTimeOffset(date, s_zone.GetUtcOffset(date));
    }
}
