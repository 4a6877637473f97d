namespace SdkNode.Node.Ui.Words.Phrases;

/// <summary>Why a try to send failed, what does not fit between a message and its receipt, and faults of the node's own store.</summary>
internal static class FailurePhrases
{
    /// <summary>The phrases.</summary>
    public static IReadOnlyList<Phrase> All { get; } =
    [
        // The way to the receiving access point.
        new("No answer within {0} s.", "Inget svar inom {0} s."),
        new("The receiving access point could not be reached: {0}.", "Mottagarens accesspunkt gick inte att nå: {0}."),
        new("The name of the receiving access point has no address: {0}.", "Namnet på mottagarens accesspunkt har ingen adress: {0}."),
        new("No TLS connection with the receiving access point: {0}.", "Ingen TLS-anslutning till mottagarens accesspunkt: {0}."),
        new("The receiving access point closed the connection without an answer: {0}. If it does so every time, it may not accept our TLS client certificate.", "Mottagarens accesspunkt stängde anslutningen utan svar: {0}. Händer det varje gång godtar den kanske inte vårt TLS-certifikat."),
        new("The connection to the receiving access point failed: {0}.", "Anslutningen till mottagarens accesspunkt bröts: {0}."),
        new("Not tried: the access point {0} at {1} has not answered since {2}Z; it is asked again at {3}Z. The last fault was: {4}", "Inget försök gjordes: accesspunkten {0} på {1} har inte svarat sedan {2}. Noden försöker igen {3}. Det senaste felet var: {4}"),

        // Its answer.
        new("The peer answered {0} {1}.", "Motparten svarade {0} {1}."),
        new("{0}, not validly signed: {1}", "{0}, utan giltig signatur: {1}"),
        new("The signal holds neither receipt nor error.", "Svaret innehåller varken transportkvittens eller felmeddelande."),
        new("The receipt is not validly signed: {0}.", "Transportkvittensen har ingen giltig signatur: {0}."),
        new("The receipt is for another message.", "Transportkvittensen gäller ett annat meddelande."),
        new("The receipt acknowledges other content than was sent: its references differ from ours.", "Transportkvittensen gäller annat innehåll än det som skickades."),
        new("HTTP {0}, {1}: {2}.", "HTTP {0}, {1}: {2}."),
        new("the peer finds the message too large", "motparten anser att meddelandet är för stort"),
        new("the peer cannot take it now", "motparten kan inte ta emot just nu"),
        new("no receipt", "ingen transportkvittens"),
        new("no AS4 answer", "inget AS4-svar"),
        new("an empty body", "tomt svar"),
        new("it is signed with another certificate than the receiver's: {0}", "den är signerad med ett annat certifikat än mottagarens: {0}"),

        // What to do.
        new("The access point does not accept our signature: compare our access point certificate with the one that the directory publishes for us (sdknode lookup OUR-PARTICIPANT, sdknode certs check).", "Accesspunkten godtar inte vår signatur: jämför vårt certifikat (sidan Certifikat) med det som katalogen publicerar för oss (sidan Slå upp)."),
        new("The access point was reached and refused it. Its words say why; ask its operator. One that refuses a ping because it does not offer the test service may still take messages.", "Accesspunkten nåddes och sade nej. Dess egna ord säger varför; fråga den som sköter den. En som inte svarar på testanrop kan ändå ta emot meddelanden."),
        new("The access point answered with an error that it has not validly signed. Ask its operator; if it has changed its certificate, try again with sdknode lookup PARTICIPANT --refresh.", "Accesspunkten svarade med ett fel utan giltig signatur. Fråga den som sköter den; har den bytt certifikat, slå upp mottagaren på nytt på sidan Slå upp."),
        new("Check that this machine may reach the address (firewall, DNS, proxy), that its TLS certificate names the host and that both sides trust each other's TLS certificates; if that is so, the access point is down: tell its operator.", "Kontrollera att noden får nå adressen (brandvägg, DNS, proxy), att dess TLS-certifikat gäller för värdnamnet och att båda sidor litar på varandras TLS-certifikat; är allt det i ordning ligger accesspunkten nere: kontakta den som sköter den."),
        new("Try again. If it happens each time, the access point may not accept our TLS client certificate: ask its operator.", "Försök igen. Händer det varje gång godtar accesspunkten kanske inte vårt TLS-certifikat: fråga den som sköter den."),
        new("The access point is reached but does not answer in time: tell its operator.", "Accesspunkten nås men svarar inte i tid: kontakta den som sköter den."),
        new("The access point has too much to do just now. Try again later.", "Accesspunkten har för mycket att göra just nu. Försök igen senare."),
        new("The access point, or something between here and it, refuses messages of this size: ask its operator.", "Accesspunkten, eller något på vägen dit, tar inte emot så stora meddelanden: fråga den som sköter den."),
        new("Something other than an access point answers at this address, such as a proxy or a web page: compare it with what the operator has registered.", "Något annat än en accesspunkt svarar på adressen, till exempel en proxy eller en webbsida: jämför med vad som är registrerat."),
        new("The access point gave no receipt, which the profile demands: tell its operator.", "Accesspunkten gav ingen transportkvittens, som regelverket kräver: kontakta den som sköter den."),
        new("The receipt does not hold. If the access point has changed its certificate, try again with sdknode lookup PARTICIPANT --refresh; else tell its operator.", "Transportkvittensen är inte giltig. Har accesspunkten bytt certifikat, slå upp mottagaren på nytt på sidan Slå upp; kontakta annars den som sköter den."),

        // Before it was sent.
        new("The receiver was not found: {0}", "Mottagaren hittades inte: {0}"),
        new("There is no certificate to encrypt to: {0}", "Det finns inget certifikat att kryptera till: {0}"),
        new("The payload could not be sealed: {0}", "Innehållet gick inte att kryptera och signera: {0}"),
        new("{0} is not registered to receive message receipts, and without that it must not send (AP-2): {1}", "{0} är inte registrerad för att ta emot meddelandekvittenser och får därför inte skicka: {1}"),

        // A receipt that does not fit.
        new("The receipt comes from {0} (in it {1}); the message went to {2} (RCPT-6).", "Meddelandekvittensen kommer från {0} (i den {1}); meddelandet gick till {2}."),
        new("The receipt is for {0} (in it {1}); the message came from {2} (RCPT-6).", "Meddelandekvittensen är till {0} (i den {1}); meddelandet kom från {2}."),
        new("The receipt came under another transport model than the message (ID-8).", "Meddelandekvittensen kom under en annan transportmodell än meddelandet."),

        // The node's own.
        new("The disk of the node's store is full, or its quota is used up.", "Nodens disk är full, eller så är dess kvot slut."),
        new("The node's store cannot be written: it, or its disk, is read-only or belongs to somebody else.", "Noden kan inte skriva i sin datamapp."),
        new("The node's database was locked for too long.", "Nodens databas var låst för länge."),
        new("The node's database or content folder cannot be opened.", "Nodens databas eller mapp för innehåll går inte att öppna."),
        new("The disk of the node's store reports faults.", "Nodens disk rapporterar fel."),
        new("The node's database does not answer.", "Nodens databas svarar inte."),
        new("{0} Nothing was stored; try again later.", "{0} Inget sparades; försök igen senare."),
        new("{0} Whether the message was stored is not certain: send it again later under the same id, which the node takes once.", "{0} Det är osäkert om meddelandet sparades. Skicka det igen senare; noden tar bara emot det en gång."),
        new("Make room on the disk of the data folder. {0}", "Gör plats på disken med datamappen. {0}"),
        new("Mount the disk of the data folder for writing, and let the node's user own the folder. {0}", "Montera datamappens disk för skrivning, och låt nodens användare äga mappen. {0}"),
        new("End other programs that use the database. {0}", "Avsluta andra program som använder databasen. {0}"),
        new("Look whether the disk of the data folder is mounted. {0}", "Se efter om datamappens disk är monterad. {0}"),
        new("Look at the database server and the way to it. {0}", "Kontrollera databasservern och förbindelsen till den. {0}"),
        new("Look at the machine's log, and replace the disk if it is failing.", "Se maskinens logg, och byt disken om den är på väg att gå sönder."),
        new("The node goes on by itself.", "Noden fortsätter av sig själv."),
        new("The node is stopping.", "Noden håller på att stanna."),
        new("Start it again when it has stopped.", "Starta den igen när den har stannat."),
        new("The file with the node key is gone.", "Filen med nodnyckeln är borta."),
        new("The file with the node key cannot be read, or holds another key than the one in use.", "Filen med nodnyckeln går inte att läsa, eller har en annan nyckel än den som används."),
        new("Restore the node key's file from its backup: after a restart nothing stored could be read without it.", "Återställ nodnyckelns fil från säkerhetskopian: utan den går inget sparat att läsa efter en omstart."),
        new("A private key does not work: {0}.", "En privat nyckel fungerar inte: {0}."),
        new("Look at the key file or the hardware module that holds it, then restart the node. `sdknode certs check` tells more.", "Kontrollera nyckelfilen eller hårdvarumodulen som har nyckeln, och starta om noden. sdknode certs check säger mer."),
        new("The store could not be written: {0}.", "Det gick inte att skriva i noden: {0}."),
        new("Look at the node's log.", "Se nodens logg."),
    ];
}
