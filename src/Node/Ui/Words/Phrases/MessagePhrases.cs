namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>The steps of a message's timeline.</summary>
internal static class MessagePhrases
{
    /// <summary>The phrases.</summary>
    public static IReadOnlyList<Phrase> All { get; } =
    [
        // What staff do.
        new("Read by {0}.", "Läst av {0}."),
        new("Taken by {0}.", "{0} tar hand om meddelandet."),
        new("Assigned to {0} by {1}.", "Överlämnat till {0} av {1}."),
        new("Assigned to nobody any more, by {0}.", "Lämnat tillbaka av {0}."),
        new("Marked as handled by {0}.", "Markerat som klart av {0}."),
        new("Opened again by {0}.", "Återöppnat av {0}."),
        new("Registered by {0}.", "Registrerat av {0}."),
        new("Handed over by {0}.", "Överfört av {0}."),
        new("Written by {0}.", "Skrivet av {0}."),
        new("Deleted by {0}.", "Borttaget av {0}."),

        // Out.
        new("Stored: {0} octets.", "Sparat i noden."),
        new("Sealed: {0} octets of XHE{1}.", "Krypterat och signerat."),
        new("Try {0}: to access point {1} at {2}.", "Försök {0}: till accesspunkten {1} på {2}."),
        new("The receiving access point {0} has it: AS4 receipt {1}.", "Mottagarens accesspunkt {0} har det (transportkvittens {1})."),
        new("A try that was on its way was acknowledged by the access point {0}.", "Ett försök som var på väg kvitterades av accesspunkten {0}."),
        new("Waiting for the message receipt until {0}Z.", "Väntar på mottagarens meddelandekvittens, som längst till {0}."),
        new("The receiver accepted the message.", "Mottagaren har tagit emot meddelandet."),
        new("The receiver rejected the message.", "Mottagaren har avvisat meddelandet."),
        new("The receiver's message receipt {0} rejects the message.", "Mottagarens meddelandekvittens avvisar meddelandet."),
        new("A later message receipt {0} was recorded; the status does not change.", "En senare meddelandekvittens ({0}) är sparad; läget ändras inte."),
        new("A message receipt was refused: {0}", "En meddelandekvittens godtogs inte: {0}"),
        new("{0} Next try {1}Z.", "{0} Nästa försök {1}."),
        new("{0} {1}: {2} The receiver may have the message; its message receipt decides.", "{2} Mottagaren kan ha meddelandet; dess meddelandekvittens avgör."),
        new("No message receipt has come within {0}; the message fails at {1}Z without one.", "Ingen meddelandekvittens har kommit. Om den inte har kommit {1} räknas meddelandet som misslyckat."),
        new("No message receipt received within the time allowed.", "Ingen meddelandekvittens kom inom den tillåtna tiden."),
        new("{0} The message has failed.", "{0} Meddelandet är misslyckat."),
        new("Ask the receiver whether the message arrived before sending it again.", "Fråga mottagaren om meddelandet kom fram innan du skickar det igen."),

        // In.
        new("Received from access point {0}: {1} octets of XHE.", "Mottaget från accesspunkten {0}."),
        new("Received from access point {0} under an id that is already used; it will be answered, not delivered.", "Mottaget från accesspunkten {0} under ett id som redan är använt; det besvaras men levereras inte."),
        new("Signature, sender and content are in order; stored and available.", "Signatur, avsändare och innehåll är kontrollerade; meddelandet är inkommet."),
        new("{0}: {1} Tried again in {2}.", "{0}: {1} Nytt försök om {2}."),
        new("Not opened yet", "Inte öppnat än"),
        new("The message that came first under the same id is not opened yet.", "Meddelandet som kom först under samma id är inte öppnat än."),
        new("{0} That counts when it has been the answer {1} times in a row.", "{0} Det gäller först när svaret har varit detsamma {1} gånger i rad."),
        new("The signer's certificate is not accepted for the sender.", "Certifikatet som meddelandet är signerat med godtas inte för avsändaren."),
        new("The message receipt ACCEPTED is on its way.", "Meddelandekvittensen (mottaget) är på väg till avsändaren."),
        new("The message receipt REJECTED is on its way.", "Meddelandekvittensen (avvisat) är på väg till avsändaren."),
        new("The sender has our message receipt ACCEPTED.", "Avsändaren har fått meddelandekvittensen."),
        new("The sender has our message receipt REJECTED.", "Avsändaren har fått meddelandekvittensen (avvisat)."),
        new("Our message receipt could not be delivered: {0}", "Vår meddelandekvittens gick inte att lämna: {0}"),
        new("Message receipt for {0}: {1}.", "Meddelandekvittens för {0}: {1}."),
        new("Answers {0}: {1}.", "Svarar på {0}: {1}."),
        new("It answers {0}, which this participant has not sent.", "Den svarar på {0}, som organisationen inte har skickat."),
        new("Malicious content was found: {0}. The message is quarantined.", "Skadlig kod hittades: {0}. Meddelandet är i karantän."),
        new("{0} No message receipt is sent (RCPT-5).", "{0} Ingen meddelandekvittens skickas."),
        new("Not delivered yet: {0} Tried again in {1}.", "Inte levererat vidare än: {0} Nytt försök om {1}."),
        new("The message id is already used.", "Meddelandets id är redan använt."),
        new("The payload is larger than {0} octets.", "Innehållet är större än {0} byte."),

        // What administrators do.
        new("Sent again under the same AS4 MessageId, because an administrator ({0}) retried it.", "Skickat igen, på begäran av {0}."),
        new("Due now, because an administrator ({0}) retried it{1}.", "Görs nu, på begäran av {0}."),
        new("An administrator ({0}) retried it as the new message {1}.", "Skickat på nytt av {0}, som {1}."),
        new("A retry of the failed message {0} by an administrator ({1}).", "Nytt försök med det misslyckade meddelandet {0}, av {1}."),
        new("Ended by an administrator ({0}): {1}", "Avbrutet av {0}: {1}"),
        new("{0} The work that was set aside is given up: {1}.", "{0} Arbetet som hade fastnat är avbrutet."),
        new("The node stopped {0} times in the middle of this work.", "Noden stannade {0} gånger mitt i arbetet."),
        new("The node met a fault of its own {0} times; its log says more.", "Noden stötte på ett eget fel {0} gånger; dess logg säger mer."),
        new("The node met a fault of its own and tries again in {0}; its log says more.", "Noden stötte på ett eget fel och försöker igen om {0}; dess logg säger mer."),
        new("The settings no longer name {0}. The message waits until they do: put it back and restart the node, or end the message.", "{0} finns inte längre i inställningarna. Meddelandet väntar: lägg tillbaka det och starta om noden, eller avbryt meddelandet."),
        new("The settings no longer name a {0} for {1}.", "Inställningarna har inte längre det som behövs ({0}) för {1}."),
        new("folder", "mapp"),
        new("mail address", "e-postadress"),
        new("Put it back into the participant's Mailboxes, or delete the messages.", "Lägg tillbaka det i organisationens Mailboxes, eller ta bort meddelandena."),
        new("The message waits until there is one: see \"sdknode certs list\" and \"sdknode trust list\".", "Meddelandet väntar tills det finns: se sidan Certifikat."),
    ];
}
