using SdkNode.Node.Audit;

namespace SdkNode.Node.Ui.Words;

/// <summary>The events of the two logs in the words of people; their names, which are a contract, stand beside.</summary>
internal static class LogWords
{
    /// <summary>What happened.</summary>
    public static string Of(string name, Language l) => name switch
    {
        EventLog.MessageSent => l["Meddelande skickat; motparten har kvitterat", "A message was sent, and acknowledged by the partner"],
        EventLog.MessageNotSent => l["Ett försök att skicka misslyckades", "A try to send failed"],
        EventLog.MessageReceived => l["Meddelande mottaget och kvitterat", "A message was received and acknowledged"],
        EventLog.MessageRefused => l["Inkommande meddelande avvisat av accesspunkten", "An incoming message was refused by the access point"],
        EventLog.DuplicateAnswered => l["Meddelande kom igen och besvarades", "A message came again and was answered"],
        EventLog.PingAnswered => l["Testanrop besvarat", "A test call was answered"],
        EventLog.EnvelopeRefused => l["Mottaget kuvert avvisat efter transportkvittensen", "An envelope was refused after it had been acknowledged"],
        EventLog.MaliciousContent => l["Skadlig kod hittad, meddelandet är i karantän", "Malware was found, the message is in quarantine"],
        EventLog.MessageRetried => l["Administratör försökte igen", "An administrator tried a message again"],
        EventLog.MessageEnded => l["Administratör avbröt ett meddelande", "An administrator gave a message up"],
        SecurityLog.AlarmClosed => l["Larm stängt", "An alarm was closed"],
        SecurityLog.OutgoingHeld => l["Utgående meddelanden hålls kvar", "Outgoing messages were put on hold"],
        SecurityLog.OutgoingReleased => l["Utgående meddelanden släppta", "Outgoing messages were released"],
        SecurityLog.ClientAdded => l["Verksamhetssystem tillagt", "A client was added"],
        SecurityLog.ClientKeysChanged => l["Verksamhetssystems nycklar ändrade", "The keys of a client were changed"],
        SecurityLog.ClientRemoved => l["Verksamhetssystem borttaget", "A client was removed"],
        SecurityLog.LogExported => l["Logg exporterad", "A log was exported"],
        SecurityLog.KeyOrdered => l["Nyckel skapad och certifikat beställt", "A key was made and a certificate ordered"],
        SecurityLog.KeyImported => l["Certifikat eller nyckel mottagen", "A certificate or key was taken in"],
        SecurityLog.KeyActivated => l["Nyckel aktiverad", "A key was activated"],
        SecurityLog.KeyRetired => l["Nyckel avvecklad", "A key was retired"],
        SecurityLog.NodeKeyRotated => l["Nodnyckeln bytt", "The node key was rotated"],
        SecurityLog.TrustAdded => l["Utfärdare betrodd", "An authority was trusted"],
        SecurityLog.TrustRemoved => l["Utfärdare inte längre betrodd", "An authority is trusted no more"],
        SecurityLog.AccessDenied => l["Åtkomst nekad", "Access was denied"],
        SecurityLog.MessageOpened => l["Sekretessmarkerat meddelande öppnat", "A confidential message was opened"],
        SecurityLog.SignedIn => l["Inloggning", "Somebody signed in"],
        _ => name,
    };
}
