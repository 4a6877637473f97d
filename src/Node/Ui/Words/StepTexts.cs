using System.Globalization;
using System.Text.RegularExpressions;
using SdkNode.Node.Administration;

namespace SdkNode.Node.Ui.Words;

/// <summary>
/// The steps of a message's timeline in Swedish. They are stored in English, as they are for logs and for the API; what is not known here
/// (a peer's own words, a rare fault) stays as it was written.
/// </summary>
internal static partial class StepTexts
{
    private static readonly (Regex Step, string Swedish)[] s_known = [.. new (string Step, string Swedish)[]
    {
        ("Read by {0}.", "Läst av {0}."),
        ("Assigned to {0} by {1}.", "Överlämnat till {0} av {1}."),
        ("Assigned to nobody any more, by {0}.", "Lämnat tillbaka av {0}."),
        ("Marked as handled by {0}.", "Markerat som klart av {0}."),
        ("Opened again by {0}.", "Öppnat igen av {0}."),
        ("Registered by {0}.", "Registrerat av {0}."),
        ("Handed over by {0}.", "Överfört av {0}."),
        ("Written by {0}.", "Skrivet av {0}."),
        ("Deleted by {0}.", "Borttaget av {0}."),
        ("Stored: {0} octets.", "Sparat i noden."),
        ("Sealed: {0}.", "Krypterat och signerat."),
        ("Try {0}: to access point {1} at {2}.", "Försök {0}: till accesspunkten {1}."),
        ("The receiving access point {0} has it: AS4 receipt {1}.", "Mottagarens accesspunkt {0} har det (transportkvittens)."),
        ("Waiting for the message receipt until {0}Z.", "Väntar på mottagarens meddelandekvittens, längst till {0}."),
        ("The receiver accepted the message.", "Mottagaren har tagit emot meddelandet."),
        ("The receiver rejected the message.", "Mottagaren har avvisat meddelandet."),
        ("Received from access point {0}: {1}.", "Mottaget från accesspunkten {0}."),
        ("Signature, sender and content are in order; stored and available.", "Signatur, avsändare och innehåll är kontrollerade; meddelandet är inkommet."),
        ("The message receipt ACCEPTED is on its way.", "Meddelandekvittensen (mottaget) är på väg till avsändaren."),
        ("The message receipt REJECTED is on its way.", "Meddelandekvittensen (avvisat) är på väg till avsändaren."),
        ("The sender has our message receipt ACCEPTED.", "Avsändaren har fått meddelandekvittensen."),
        ("The sender has our message receipt REJECTED.", "Avsändaren har fått meddelandekvittensen (avvisat)."),
        ("Sent again under the same AS4 MessageId, because an administrator ({0}) retried it.", "Skickat igen, på begäran av {0}."),
    }.Select(known => (Pattern(known.Step), known.Swedish))];

    /// <summary>A step in the language.</summary>
    public static string Of(string detail, Language l)
    {
        if (l != Language.Swedish)
        {
            return detail;
        }

        foreach (var (step, swedish) in s_known)
        {
            if (step.Match(detail) is { Success: true } match)
            {
                if (match.Groups is [_, var to, var by] && to.Value == by.Value)
                {
                    return $"Taget av {by.Value}.";
                }

                return string.Format(CultureInfo.InvariantCulture, swedish, [.. match.Groups.Values.Skip(1).Select(group => (object)Time(group.Value))]);
            }
        }

        return detail;
    }

    // A time of the log is UTC; people's is Sweden's.
    private static string Time(string value) =>
        DateTimeOffset.TryParseExact(value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? SwedishTime.Minute(time) : value;

    private static Regex Pattern(string step) => new(
        $"^{Place().Replace(Regex.Escape(step), "(.+?)")}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\\\{\d\}")]
    private static partial Regex Place();
}
