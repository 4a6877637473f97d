using System.Globalization;

namespace SdkNode.As4.Messages;

/// <summary>xs:dateTime as peers write it: any number of fraction digits, with zone or without (then UTC).</summary>
internal static class XsDateTime
{
    private const int MostDigits = 7;

    /// <summary>Writes UTC with milliseconds.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a time; null when it is none.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        text = text.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            var digits = text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? text.Length - point - 1 : digits;
            if (digits > MostDigits)
            {
                text = string.Concat(text.AsSpan(0, point + 1 + MostDigits), text.AsSpan(point + 1 + digits));
            }
        }

        return DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
    }
}
