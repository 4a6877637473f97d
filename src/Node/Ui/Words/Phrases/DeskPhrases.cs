namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>What the administrator's pages are answered when something is not done, and what intake refuses of a message that staff write.</summary>
internal static class DeskPhrases
{
    /// <summary>The phrases.</summary>
    public static IReadOnlyList<Phrase> All { get; } =
    [
        // Retrying and ending a message.
        new("It is being worked on right now; look at its timeline in a moment.", "Det bearbetas just nu; se händelserna om en stund."),
        new("Nothing of it waits to be done.", "Det finns inget kvar att göra."),
        new("It has arrived and is in the mailbox; nothing is left to be done.", "Det är inkommet och ligger i brevlådan; inget är kvar att göra."),
        new("It came from {0} and has failed for good (API-3). Ask the sender to send it anew.", "Det kom från {0} och kan inte längre tas emot. Be avsändaren skicka det på nytt."),
        new("The receiver has accepted it: it has arrived.", "Mottagaren har tagit emot det: det är framme."),
        new("It has been retried already, as {0}.", "Det är redan skickat på nytt, som {0}."),
        new("Its content is deleted. Send the message anew from the system that made it.", "Dess innehåll är borttaget. Skicka meddelandet på nytt från systemet som skapade det."),
        new("The receiver found malicious content in it, so it is not sent again. Make the message anew without the file that its timeline names.", "Mottagaren hittade skadlig kod i det, så det skickas inte igen. Skriv ett nytt meddelande utan den fil som anges i händelserna."),
        new("The message that this message receipt answers has failed with it. Ask {0} to send the message anew.", "Meddelandet som meddelandekvittensen svarar på har också misslyckats. Be {0} skicka meddelandet på nytt."),
        new("This message receipt has reached the other side.", "Meddelandekvittensen har nått motparten."),
        new("It has ended already, as {0}.", "Det är redan avslutat, som {0}."),
        new("The new message is not taken: {0}", "Det nya meddelandet togs inte emot: {0}"),
        new("{0} Send the message anew from the system that made it.", "{0} Skicka meddelandet på nytt från systemet som skapade det."),

        // Searching.
        new("Write it as 0203:kristinehamn.se.", "Skriv som 0203:kristinehamn.se."),
        new("There is no direction \"{0}\".", "Det finns ingen riktning \"{0}\"."),
        new("Use outgoing or incoming.", "Använd outgoing eller incoming."),
        new("There is no status \"{0}\".", "Det finns inget läge \"{0}\"."),
        new("Use one of: {0}, REJECTED, ERROR.", "Använd något av: {0}, REJECTED, ERROR."),

        // Where something is.
        new("There is no purpose \"{0}\".", "Det finns inget ändamål \"{0}\"."),
        new("There is no environment \"{0}\".", "Det finns ingen miljö \"{0}\"."),
        new("The settings have no participant \"{0}\" in {1}.", "Inställningarna har ingen organisation \"{0}\" i {1}."),

        // What intake refuses.
        new("The message is no well-formed XML: {0} (octet {1}).", "Meddelandet är inte välformad XML: {0} (byte {1})."),
        new("the sender's functional address {0} is not one of {1}, neither in the settings nor in the address book.", "Funktionsadressen {0} finns inte hos {1}, varken i inställningarna eller i adressboken."),
        new("The payload is larger than {0} octets, which is the most that may be sent (MSG-13).", "Meddelandet är större än {0} byte, som är det mesta som får skickas."),
        new("The message id {0} is already used by a message from {1}. Give the message a new one.", "Meddelandets id {0} är redan använt av ett meddelande från {1}. Skriv ett nytt meddelande."),
        new("There is no environment \"{0}\"; there is {1}.", "Det finns ingen miljö \"{0}\"; det finns {1}."),
        new("This node does not serve {0} in {1} (AP-2). It serves {2}.", "{0} finns inte i noden i {1}. Här finns {2}."),
        new("The receiver {0}: {1}.", "Mottagaren {0}: {1}."),
        new("The document type {0} is not registered in the settings (MSG-14), or is one that the node itself sends.", "Dokumenttypen {0} är inte registrerad i inställningarna."),
    ];
}
