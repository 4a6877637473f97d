namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>Causes of alarms and what to do about them; what the kinds mean says <see cref="Alarms.AlarmAdvice"/>.</summary>
internal static class AlarmPhrases
{
    /// <summary>The phrases.</summary>
    public static IReadOnlyList<Phrase> All { get; } =
    [
        new("{0} was found in a message from {1} to {2}; {3}.", "{0} hittades i ett meddelande från {1} till {2}; {3}."),
        new("it was rejected and is quarantined", "det är avvisat och ligger i karantän"),
        new("it was refused and its content deleted", "det är avvisat och innehållet är borttaget"),
        new("Tell the sender's organisation; end the alarm when the incident is closed.", "Kontakta avsändarens organisation; stäng larmet när incidenten är utredd."),
        new("{0} was found in a message that {1} wanted to send for {2}; it was refused and not stored.", "{0} hittades i ett meddelande som {1} ville skicka för {2}; det togs inte emot och är inte sparat."),
        new("Look for the source in the system that sent it.", "Sök källan i systemet som skickade det."),
        new("The settings no longer name {0}, and messages of it wait.", "Inställningarna nämner inte längre {0}, och dess meddelanden väntar."),
        new("Put it back and restart the node; or end the messages: sdknode messages end ID.", "Lägg tillbaka det och starta om noden, eller avsluta meddelandena på sidan Meddelanden."),
        new("To {0}: {1}", "Till {0}: {1}"),
        new("The access point {0} at {1} does not answer: {2}", "Accesspunkten {0} på {1} svarar inte: {2}"),
        new("Its messages are tried again by themselves, and soon when it answers. If it lasts, tell its operator; sdknode lookup PARTICIPANT shows where a receiver is registered.", "Meddelandena skickas av sig själva när den svarar. Varar det, kontakta den som sköter den; sidan Slå upp visar var en mottagare är registrerad."),
        new("Nothing is sent since {0}Z: {1}", "Inget skickas sedan {0}: {1}"),
        new("See what waits with \"sdknode messages\"; then: sdknode outgoing release.", "Se vad som väntar på sidan Meddelanden; släpp sedan under Arbete i kö på sidan Nodens läge."),
        new("The access point {0} sent an envelope that was refused: {1}", "Accesspunkten {0} skickade ett kuvert som avvisades: {1}"),
        new("Report it to the federation's operator with the list that \"sdknode partners report\" gives, tell the access point's operator, and close this alarm.", "Anmäl det till federationen med listan från sdknode partners report, kontakta den som sköter accesspunkten, och stäng larmet."),
        new("{0} Messages that need it wait and are tried again; none is rejected for it.", "{0} Meddelanden som behöver den väntar och försöks igen; inget avvisas för det."),
        new("Tell its operator; messages with it are refused, ours and theirs. sdknode partners show {0} says when it was last met.", "Kontakta den som sköter accesspunkten; meddelanden med certifikatet avvisas, våra och deras."),
        new("See what it says.", "Se vad den säger."),
        new("The malware scanner gives no verdict: {0} {1}", "Virusskyddet ger inget svar: {0} {1}"),
        new("The malware scanner gives no verdict: {0}", "Virusskyddet ger inget svar: {0}"),
        new("Messages wait until it does.", "Meddelanden väntar tills det gör det."),
        new("Messages pass unscanned, as the settings say.", "Meddelanden släpps igenom okontrollerade, som inställningarna säger."),
        new("Start clamd, or correct VirusScan:Clamd and clamd's limits.", "Starta clamd, eller rätta VirusScan:Clamd och clamds gränser."),
        new("Find out what it does: sdknode messages --all, or its operator. Where it is right, raise {0} (docs/operations/limits.md).", "Ta reda på vad den gör: se sidan Meddelanden, eller fråga den som sköter den. Är det rätt, höj {0}."),
        new("Look at it with \"sdknode log check\", export the log, and find out who changed the database; docs/operations/logs.md.", "Se sidan Loggar, exportera loggen, och ta reda på vem som har ändrat i databasen."),
        new("{0} The entries wait in the node's own logs.", "{0} Posterna väntar i nodens egna loggar."),
        new("This machine's clock is {0} {1} {2}. Others refuse messages whose time stamps are off, and certificates and receipts are judged by a wrong time.", "Nodens klocka går {0} fel. Andra avvisar meddelanden vars tid är fel, och certifikat och kvittenser bedöms efter fel tid."),
        new("Set the clock right and let the machine keep it by NTP (timedatectl set-ntp true); then it closes by itself.", "Ställ klockan och låt maskinen hålla den med NTP (timedatectl set-ntp true); då stängs larmet av sig självt."),
        new("Order a new one at once (sdknode certs request), and find out why it was revoked: if its key may have leaked, retire it.", "Beställ ett nytt genast på sidan Certifikat, och ta reda på varför det spärrades: kan nyckeln ha läckt, avveckla den."),
        new("Partners will ask the same servers: let this machine reach the addresses that the certificate names, or ask the issuer.", "Motparter frågar samma servrar: se till att noden når adresserna som certifikatet nämner, eller fråga utfärdaren."),
        new("The certificate for {0} ends {1} UTC, in {2} days. {3}", "Certifikatet för {0} går ut {1}, om {2} dagar. {3}"),
        new("Order its successor: sdknode certs request; docs/operations/renew-certificates.md", "Beställ efterträdaren på sidan Certifikat."),
        new("Order, import or activate one: sdknode certs list; docs/operations/renew-certificates.md", "Beställ, läs in eller aktivera ett på sidan Certifikat."),
        new("See the message's timeline and the node's log; then: sdknode messages retry ID, or sdknode messages end ID.", "Se meddelandets händelser och nodens logg; försök igen eller avsluta det på sidan Meddelanden."),
        new("It is shut out for {0} more minutes: {1} of its messages were refused within five minutes.", "Den är avstängd i {0} minuter till: {1} av dess meddelanden avvisades inom fem minuter."),
        new("It has {0} requests at the same time, as many as it may.", "Den har {0} anrop på en gång, så många som den får."),
        new("It has made more than {0} requests a minute.", "Den har gjort mer än {0} anrop i minuten."),
        new("It has sent more than {0} octets a minute.", "Den har skickat mer än {0} byte i minuten."),
        new("There are {0} connections, as many as there may be.", "Det finns {0} anslutningar, så många som det får vara."),
        new("{0} has {1} connections, as many as one address may.", "{0} har {1} anslutningar, så många som en adress får ha."),
    ];
}
