using System.Globalization;
using System.Text;
using SdkNode.Node.Administration;
using SdkNode.Node.Cli;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Ui.Words;
using SdkNode.Node.Ui.Words.Phrases;

namespace SdkNode.Node.Alarms.Notices;

/// <summary>
/// A digest of alarms as a letter. Mail is readable to every server on its way, so it says what <c>sdknode alarms</c> says and nothing of
/// any message but its id.
/// </summary>
internal sealed class AlarmLetter(string node, bool swedish, bool hasPages)
{
    private const int MostListed = 20;
    private const int MostOfADetail = 500;

    /// <summary>The letter's subject.</summary>
    public string Subject(AlarmDigest digest)
    {
        if (digest.Raised.Count + digest.Closed.Count == 0)
        {
            return Say($"SDK-noden {node}: prov av larmmejl", $"SDK node {node}: a trial of alarm letters");
        }

        var one = digest.Raised.Count == 1 ? AlarmTitles.Of(digest.Raised[0].Kind, swedish) : null;
        return one is not null && digest.Closed.Count == 0
            ? Say($"SDK-noden {node}: {one}", $"SDK node {node}: {one}")
            : Say($"SDK-noden {node}: {(digest.Raised.Count == 1 ? "1 nytt" : $"{digest.Raised.Count} nya")} larm, {digest.Closed.Count} {(digest.Closed.Count == 1 ? "stängt" : "stängda")}", $"SDK node {node}: {digest.Raised.Count} new alarms, {digest.Closed.Count} closed");
    }

    /// <summary>The letter's text.</summary>
    public string Text(AlarmDigest digest)
    {
        var text = new StringBuilder();
        if (digest.Raised.Count + digest.Closed.Count == 0)
        {
            text.AppendLine(Say("Det här är ett prov. Larm från noden kommer till den här adressen.", "This is a trial. Alarms of the node come to this address.")).AppendLine();
        }

        List(text, Say("NYA LARM", "NEW ALARMS"), digest.Raised, whole: true);
        List(text, Say("STÄNGDA LARM", "CLOSED ALARMS"), digest.Closed, whole: false);
        text.AppendLine(Say($"Andra öppna larm: {digest.StillOpen}.", $"Other open alarms: {digest.StillOpen}."));
        text.AppendLine(Say("Se alla på noden med: sdknode alarms", "See all of them at the node with: sdknode alarms"));
        text.AppendLine(Say("Mejlet innehåller inget ur meddelanden.", "This letter holds nothing of any message's content."));
        return text.ToString();
    }

    private void List(StringBuilder text, string heading, IReadOnlyList<AlarmRow> alarms, bool whole)
    {
        if (alarms.Count == 0)
        {
            return;
        }

        text.AppendLine(heading).AppendLine();
        foreach (var alarm in alarms.Take(MostListed))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"* {AlarmTitles.Of(alarm.Kind, swedish)} ({alarm.Kind})");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Say("Miljö", "Environment")}: {AlarmTitles.Environment(alarm.Environment, swedish)}   {Say("Gäller", "About")}: {Line(alarm.Subject)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Say("Sedan", "Since")}: {SwedishTime.Minute(alarm.RaisedAt)}{Ended(alarm)}{(alarm.Count > 1 ? Say($", {alarm.Count} gånger", $", {alarm.Count} times") : "")}");
            if (whole)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Say("Vad", "What")}: {Line(Told(alarm.Detail))}");
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Say("Åtgärd", "Do")}: {Line(Told(alarm.Remedy))}");
            }

            text.AppendLine();
        }

        if (alarms.Count > MostListed)
        {
            text.AppendLine(Say($"… och {alarms.Count - MostListed} till.", $"… and {alarms.Count - MostListed} more.")).AppendLine();
        }
    }

    private string Ended(AlarmRow alarm) => alarm.ClosedAt == DateTimeOffset.MaxValue ? "" : Say($", stängt {SwedishTime.Minute(alarm.ClosedAt)}", $", closed {SwedishTime.Minute(alarm.ClosedAt)}");

    // What a peer has said may stand in it.
    private static string Line(string text) => TerminalText.Printable(text.Length > MostOfADetail ? text[..MostOfADetail] + "…" : text);

    // As the pages say it, and of them: where there are none the commands help more. What the phrasebook does not know stays as it is.
    private string Told(string text) => swedish && hasPages ? Phrasebook.Say(text, Language.Swedish).Text : text;

    private string Say(string inSwedish, string inEnglish) => swedish ? inSwedish : inEnglish;
}
