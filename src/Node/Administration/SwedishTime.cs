using System.Globalization;

namespace SdkNode.Node.Administration;

/// <summary>Times as people in Sweden read them; stored times are UTC (DESIGN 2).</summary>
internal static class SwedishTime
{
    // A machine without time zone data shows UTC, and says so.
    private static readonly TimeZoneInfo? s_stockholm = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Stockholm", out var zone) ? zone : null;

    /// <summary>The zone that people's days are reckoned in.</summary>
    public static TimeZoneInfo Zone => s_stockholm ?? TimeZoneInfo.Utc;

    /// <summary>When a day begins.</summary>
    public static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Date and time to the minute.</summary>
    public static string Minute(DateTimeOffset time) => s_stockholm is null
        ? time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(time, s_stockholm).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
