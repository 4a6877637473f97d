namespace SdkNode.Node.Alarms;

/// <summary>
/// What a kind of alarm means and what is done about it, in Swedish, for whoever looks after a node one evening a month. The cause in the
/// single case, with names and addresses, is the alarm's own and in English.
/// </summary>
internal static class AlarmAdvice
{
    private static readonly Dictionary<string, string> s_swedish = new(StringComparer.Ordinal)
    {
        [AlarmKinds.MaliciousContent] = "Ett meddelande innehöll skadlig kod. Ett inkommande är avvisat och ligger i karantän, ett utgående har inte skickats. Anmäl det som en incident och stäng larmet när den är utredd.",
        [AlarmKinds.ScannerUnavailable] = "Virusskyddet ger inget svar. Meddelanden väntar eller släpps igenom, beroende på inställningarna. Se till att tjänsten körs och går att nå från noden.",
        [AlarmKinds.AddressBookStale] = "Federationens adressbok gick inte att hämta, eller så såg den inte rimlig ut. Den förra kopian används. Prova Hämta nu på sidan Adressbok; fortsätter det, kontrollera adress och brandvägg.",
        [AlarmKinds.DeliveryFailing] = "Inkomna meddelanden eller besked om dem når inte dit de ska. Inget går förlorat: de finns i brevlådan och noden försöker igen. Se till att mappen, verksamhetssystemet eller e-postservern går att nå.",
        [AlarmKinds.Storage] = "Noden tar inte emot något nytt förrän det finns plats eller går att skriva. Gör plats på disken, eller ge noden rätt att skriva i datamappen.",
        [AlarmKinds.DeadLetter] = "Noden har slutat försöka med ett meddelande. Öppna det under Meddelanden, läs vad som hände, och försök igen eller avbryt det.",
        [AlarmKinds.OutgoingHeld] = "Inget skickas, antingen efter en återställning eller för att någon har bestämt det. Kontrollera skälet, och släpp meddelandena under Arbete i kö på sidan Översikt.",
        [AlarmKinds.NodeSilent] = "En annan nod vid samma databas svarar inte, och de övriga gör dess arbete. Se efter om maskinen är igång.",
        [AlarmKinds.AccessPointUnreachable] = "Motpartens accesspunkt svarar inte. Meddelandena väntar och skickas när den svarar. Prova Testa anslutningen under Motparter, och kontakta motparten om det drar ut på tiden.",
        [AlarmKinds.PeerNotCompliant] = "En motpart skickade något som inte följer regelverket och det avvisades. Rapportera det till motparten eller federationen och stäng larmet.",
        [AlarmKinds.SettingsMissing] = "Det finns lagrade meddelanden vars miljö, organisation eller typ inte längre står i inställningarna. De väntar. Lägg tillbaka inställningen och starta om.",
        [AlarmKinds.KeyMissing] = "Ett certifikat saknas, har gått ut, är spärrat eller är inte aktiverat. Det som behöver det väntar. Gå till Certifikat och följ stegen.",
        [AlarmKinds.TrustMissing] = "Inga utfärdare är betrodda för ett ändamål, så inget kan godkännas. Läs in dem med sdknode trust.",
        [AlarmKinds.CertificateExpires] = "Ett eget certifikat går snart ut och har ingen efterträdare. Beställ nu under Certifikat: utfärdaren behöver några dagar.",
        [AlarmKinds.CertificateRevoked] = "Utfärdaren har spärrat ett eget certifikat. Det signerar inte längre. Beställ ett nytt under Certifikat, och ta reda på varför det spärrades.",
        [AlarmKinds.RevocationUnknown] = "Noden kan inte fråga om ett eget certifikat är spärrat, och motparterna får samma problem. Kontrollera att spärrlistans adress går att nå, eller kontakta utfärdaren.",
        [AlarmKinds.DirectoryUnreachable] = "En katalogtjänst som behövs för att hitta eller kontrollera motparter svarar inte. Meddelanden som behöver den väntar. Kontrollera nät och brandvägg; annars ligger felet hos tjänsten.",
        [AlarmKinds.LogBroken] = "En logg stämmer inte med sina förseglingar: rader kan ha ändrats eller försvunnit. Kontrollera under Loggar och utred innan larmet stängs.",
        [AlarmKinds.ReceiptOverdue] = "Motpartens accesspunkt har meddelandet, men dess meddelandetjänst har inte svarat. Kontakta motparten, och se meddelandets väg under Meddelanden.",
        [AlarmKinds.PartnerCertificate] = "En motparts certifikat har gått ut eller är spärrat. Kontakta motparten; deras meddelanden kan inte godkännas förrän de har ett nytt.",
        [AlarmKinds.MonitoringFailed] = "En motpart som bevakas svarar inte som den ska på testanrop. Se stegen under Motparter eller Slå upp, och kontakta motparten.",
        [AlarmKinds.LimitReached] = "Någon har skickat mer än vad som är tillåtet och avvisades. Se vem det gäller; hör det till vardagen kan gränsen höjas i inställningarna.",
        [AlarmKinds.LogForwardingFailed] = "Loggarna når inte loggservern. De väntar i noden och skickas när den svarar. Kontrollera servern, adressen och dess certifikat.",
        [AlarmKinds.ClockOff] = "Maskinens klocka går fel. Går den för mycket fel avvisar motparterna meddelanden. Se till att tiden synkroniseras.",
        [AlarmKinds.NoticeFailing] = "Larm når inte dem som ska få dem. De väntar. Kontrollera e-postservern eller webbadressen i inställningarna.",
    };

    /// <summary>Every kind that there is advice for.</summary>
    public static IReadOnlyCollection<string> Kinds => s_swedish.Keys;

    /// <summary>The advice; null for a kind that this version does not know.</summary>
    public static string? Swedish(string kind) => s_swedish.GetValueOrDefault(kind);
}
