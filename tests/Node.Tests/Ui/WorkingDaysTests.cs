using System.Globalization;
using SdkNode.Node.Administration;
using SdkNode.Node.Ui.Mailbox;

namespace SdkNode.Node.Tests.Ui;

/// <summary>Since when a message should have been registered: a whole working day in Sweden.</summary>
public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-11-26T10:15:00+01:00", "2026-11-25T10:15:00+01:00")] // Thursday: the day before.
    [InlineData("2026-11-30T10:15:00+01:00", "2026-11-27T10:15:00+01:00")] // Monday: Friday.
    [InlineData("2026-11-28T10:15:00+01:00", "2026-11-27T00:00:00+01:00")] // Saturday: the whole Friday has passed.
    [InlineData("2026-11-29T23:59:00+01:00", "2026-11-27T00:00:00+01:00")] // Sunday: no more than that.
    [InlineData("2026-11-29T23:30:00+00:00", "2026-11-27T00:30:00+01:00")] // Monday in Sweden already.
    [InlineData("2026-03-30T08:00:00+02:00", "2026-03-27T08:00:00+01:00")] // Summer time has begun between.
    [InlineData("2026-10-26T08:00:00+01:00", "2026-10-23T08:00:00+02:00")] // And has ended.
    [InlineData("2026-04-07T10:00:00+02:00", "2026-04-02T10:00:00+02:00")] // Tuesday after Easter: Maundy Thursday.
    [InlineData("2026-04-05T10:00:00+02:00", "2026-04-02T00:00:00+02:00")] // Easter Sunday: the whole Thursday has passed.
    [InlineData("2026-05-15T10:00:00+02:00", "2026-05-13T10:00:00+02:00")] // Friday after Ascension Day: Wednesday.
    [InlineData("2026-06-22T10:00:00+02:00", "2026-06-18T10:00:00+02:00")] // Monday after midsummer: Thursday.
    [InlineData("2027-01-07T10:00:00+01:00", "2027-01-05T10:00:00+01:00")] // The day after Epiphany: the day before it.
    [InlineData("2026-12-28T10:00:00+01:00", "2026-12-23T10:00:00+01:00")] // The Monday after Christmas: the day before Christmas Eve.
    public void A_working_day_ago(string now, string then) => Assert.Equal(Time(then), WorkingDays.OneAgo(Time(now)));

    [Theory]
    [InlineData("2024-04-01", "2024-05-09")]
    [InlineData("2025-04-21", "2025-05-29")]
    [InlineData("2035-03-26", "2035-05-03")]
    [InlineData("2038-04-26", "2038-06-03")]
    public void Easter_Monday_and_Ascension_Day_are_free_and_the_days_after_are_not(string monday, string ascension)
    {
        var days = new[] { monday, ascension }.Select(day => DateOnly.Parse(day, CultureInfo.InvariantCulture)).ToList();
        Assert.All(days, day => Assert.True(SwedishDays.IsFree(day)));
        Assert.All(days, day => Assert.False(SwedishDays.IsFree(day.AddDays(1))));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
