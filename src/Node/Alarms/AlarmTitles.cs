namespace SdkNode.Node.Alarms;

/// <summary>What a kind of alarm is called for people, in Swedish and in English.</summary>
internal static class AlarmTitles
{
    private static readonly Dictionary<string, (string Swedish, string English)> s_titles = new(StringComparer.Ordinal)
    {
        [AlarmKinds.MaliciousContent] = ("Skadlig kod hittad i ett meddelande", "Malicious content in a message"),
        [AlarmKinds.ScannerUnavailable] = ("Virusskyddet svarar inte", "The malware scanner does not answer"),
        [AlarmKinds.AddressBookStale] = ("Adressboken kan inte uppdateras", "The address book cannot be updated"),
        [AlarmKinds.DeliveryFailing] = ("Inkomna meddelanden kan inte lämnas vidare", "Arrived messages cannot be handed on"),
        [AlarmKinds.Storage] = ("Lagringen är full eller går inte att skriva till", "The storage is full or cannot be written"),
        [AlarmKinds.DeadLetter] = ("Ett meddelande har fastnat", "A message is stuck"),
        [AlarmKinds.OutgoingHeld] = ("Utgående meddelanden hålls kvar", "Outgoing messages are held"),
        [AlarmKinds.NodeSilent] = ("En nod har tystnat", "A node has gone silent"),
        [AlarmKinds.AccessPointUnreachable] = ("En mottagande accesspunkt svarar inte", "A receiving access point does not answer"),
        [AlarmKinds.PeerNotCompliant] = ("En accesspunkt följer inte regelverket", "An access point does not keep the profile"),
        [AlarmKinds.SettingsMissing] = ("Inställningar saknas för lagrade meddelanden", "Settings are missing for stored messages"),
        [AlarmKinds.KeyMissing] = ("Certifikat saknas eller går inte att använda", "A certificate is missing or cannot be used"),
        [AlarmKinds.TrustMissing] = ("Betrodda utfärdare saknas", "No trusted authorities"),
        [AlarmKinds.CertificateExpires] = ("Ett certifikat går snart ut", "A certificate runs out soon"),
        [AlarmKinds.CertificateRevoked] = ("Ett certifikat är spärrat", "A certificate is revoked"),
        [AlarmKinds.RevocationUnknown] = ("Det går inte att se om ett certifikat är spärrat", "Nobody can tell whether a certificate is revoked"),
        [AlarmKinds.DirectoryUnreachable] = ("En katalogtjänst svarar inte", "A directory does not answer"),
        [AlarmKinds.LogBroken] = ("Loggens kedja är bruten", "A log's chain is broken"),
        [AlarmKinds.ReceiptOverdue] = ("Meddelandekvittens har inte kommit", "A message receipt is overdue"),
        [AlarmKinds.PartnerCertificate] = ("En motparts certifikat gäller inte längre", "A partner's certificate no longer counts"),
        [AlarmKinds.MonitoringFailed] = ("En bevakad motpart svarar inte", "A partner that is watched does not answer"),
        [AlarmKinds.LimitReached] = ("En accesspunkt eller ett verksamhetssystem har nått en gräns", "An access point or client has reached a limit"),
        [AlarmKinds.LogForwardingFailed] = ("Loggarna når inte loggservern", "The logs do not reach the log server"),
        [AlarmKinds.ClockOff] = ("Klockan går fel", "The clock is wrong"),
        [AlarmKinds.NoticeFailing] = ("Larm kan inte skickas ut", "Notices of alarms cannot be sent"),
    };

    /// <summary>Every kind that has a title.</summary>
    public static IReadOnlyCollection<string> Kinds => s_titles.Keys;

    /// <summary>The title; of a kind that this version does not know, its name.</summary>
    public static string Of(string kind, bool swedish) => !s_titles.TryGetValue(kind, out var title) ? kind : swedish ? title.Swedish : title.English;

    /// <summary>The environment that an alarm is about; of one about no single environment, that it is the whole node.</summary>
    public static string Environment(string environment, bool swedish) => environment != AlarmList.AllEnvironments ? environment : swedish ? "hela noden" : "the whole node";
}
