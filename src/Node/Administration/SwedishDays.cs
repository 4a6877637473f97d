namespace SdkNode.Node.Administration;

/// <summary>Which days people in Sweden are at work: not on Saturdays, Sundays and public holidays, nor on the eves of midsummer, Christmas and New Year, which are as free (lagen 1989:253, semesterlagen 3 a §).</summary>
internal static class SwedishDays
{
    /// <summary>Whether nobody is at work.</summary>
    public static bool IsFree(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        || (day.Month, day.Day) is (1, 1) or (1, 6) or (5, 1) or (6, 6) or (12, 24) or (12, 25) or (12, 26) or (12, 31)
        || IsMidsummerEve(day)
        || day.DayNumber - Easter(day.Year).DayNumber is -2 or 1 or 39;

    /// <summary>The day itself when people are at work, else the last one before it when they were.</summary>
    public static DateOnly LastWorkingDay(DateOnly day)
    {
        while (IsFree(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static bool IsMidsummerEve(DateOnly day) => day is { Month: 6, Day: >= 19 and <= 25, DayOfWeek: DayOfWeek.Friday };

    // Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). Good Friday, Easter Monday and Ascension Day follow from it.
    private static DateOnly Easter(int year)
    {
        var (century, ofCentury) = Math.DivRem(year, 100);
        var (leaps, ofLeaps) = Math.DivRem(century, 4);
        var moon = ((19 * (year % 19)) + century - leaps - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var week = (32 + (2 * ofLeaps) + (2 * (ofCentury / 4)) - moon - (ofCentury % 4)) % 7;
        var late = ((year % 19) + (11 * moon) + (22 * week)) / 451;
        var (month, day) = Math.DivRem(moon + week - (7 * late) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
