using System.Globalization;
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
    public void A_working_day_ago(string now, string then) => Assert.Equal(Time(then), WorkingDays.OneAgo(Time(now)));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
