namespace SdkNode.Node.Alarms;

/// <summary>The kinds of alarms: a contract with whoever watches the node (docs/alarms.md).</summary>
internal static class AlarmKinds
{
    /// <summary>Malicious content was found in a message (RCPT-4).</summary>
    public const string MaliciousContent = "malicious-content";

    /// <summary>The malware scanner does not answer.</summary>
    public const string ScannerUnavailable = "scanner-unavailable";

    /// <summary>The address book could not be synchronised (DIR-7).</summary>
    public const string AddressBookStale = "address-book-stale";

    /// <summary>An arrived message cannot be handed to the folder or webhook of its functional address.</summary>
    public const string DeliveryFailing = "delivery-failing";

    /// <summary>The store cannot be written, or its disk is nearly full.</summary>
    public const string Storage = "storage";

    /// <summary>Work on a message is set aside until an admin retries or ends it.</summary>
    public const string DeadLetter = "dead-letter";

    /// <summary>Nothing is sent until an administrator releases it: after a restore, or because somebody said so.</summary>
    public const string OutgoingHeld = "outgoing-held";

    /// <summary>A node of the store has not been seen for a minute and has not said that it stops.</summary>
    public const string NodeSilent = "node-silent";

    /// <summary>A receiving access point has not answered for some time.</summary>
    public const string AccessPointUnreachable = "access-point-unreachable";

    /// <summary>An access point sends what does not keep the envelope's profile, and is to be reported (XHE-11).</summary>
    public const string PeerNotCompliant = "peer-not-compliant";

    /// <summary>The settings no longer name what stored messages belong to.</summary>
    public const string SettingsMissing = "settings-missing";

    /// <summary>There is no certificate of ours that may be used for a purpose.</summary>
    public const string KeyMissing = "key-missing";

    /// <summary>There is no authority that is trusted for a purpose.</summary>
    public const string TrustMissing = "trust-missing";

    /// <summary>A certificate of ours runs out soon and has no successor.</summary>
    public const string CertificateExpires = "certificate-expires";

    /// <summary>A certificate of ours is revoked.</summary>
    public const string CertificateRevoked = "certificate-revoked";

    /// <summary>Nobody can tell whether a certificate of ours is revoked.</summary>
    public const string RevocationUnknown = "revocation-unknown";

    /// <summary>A directory that messages wait for does not answer (O2O-4).</summary>
    public const string DirectoryUnreachable = "directory-unreachable";

    /// <summary>A log's chain is broken: somebody has changed the database, or it has lost rows (AP-5).</summary>
    public const string LogBroken = "log-broken";

    /// <summary>A partner's certificate that is in use has run out or is revoked.</summary>
    public const string PartnerCertificate = "partner-certificate";

    /// <summary>A partner that is watched does not answer the test service (AS4-9).</summary>
    public const string MonitoringFailed = "monitoring-failed";

    /// <summary>An access point, a client or an address was turned away by a limit.</summary>
    public const string LimitReached = "limit-reached";

    /// <summary>Notices of alarms do not reach whom the settings name.</summary>
    public const string NoticeFailing = "notice-failing";

    /// <summary>The logs do not reach the log server (AP-5).</summary>
    public const string LogForwardingFailed = "log-forwarding-failed";

    /// <summary>A machine's clock is wrong (AP-5).</summary>
    public const string ClockOff = "clock-off";

    /// <summary>The message receipt of an outgoing message is overdue (RCPT-6).</summary>
    public const string ReceiptOverdue = "receipt-overdue";
}
