namespace SdkNode.Node.Configuration;

/// <summary>One federation environment (for example qa or prod) with everything that SPEC calls a setting per environment.</summary>
internal sealed class EnvironmentOptions
{
    /// <summary>A ready-made profile: <c>open-test</c>, <c>qa</c> or <c>prod</c>. What it says the settings may say otherwise.</summary>
    public string? Profile { get; set; }

    /// <summary>The environment's short name: letters, digits and hyphens. Left out: the profile's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The federation identifier that envelopes carry (ID-3). Left out: the profile's.</summary>
    public string Federation { get; set; } = "";

    /// <summary>Where partners' access points reach this one.</summary>
    public ListenOptions Listen { get; set; } = new();

    /// <summary>The access point's keys (AS4-SEC-1, AS4-SEC-2).</summary>
    public AccessPointOptions AccessPoint { get; set; } = new();

    /// <summary>The certificates for mutual TLS (AS4-SEC-5).</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>Where participants are found (DIR-1).</summary>
    public SmlOptions Sml { get; set; } = new();

    /// <summary>Where functional addresses are listed (DIR-7).</summary>
    public AddressBookOptions AddressBook { get; set; } = new();

    /// <summary>Whom to trust, separately per purpose (PKI).</summary>
    public TrustByPurposeOptions Trust { get; set; } = new();

    /// <summary>The accepted transport profiles, best first (ID-9).</summary>
    public List<string> TransportProfiles { get; set; } = [];

    /// <summary>The allowed transport models (ID-8). Left out: <c>tm-base-ext-sigenc</c> alone.</summary>
    public List<string> TransportModels { get; set; } = [];

    /// <summary>How long verified metadata may be used without a new look-up (DIR-6).</summary>
    public TimeSpan MetadataCacheTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether the signature of metadata may name a canonicalisation beside the enveloped-signature transform (DIR-3).</summary>
    public bool MetadataExtraTransform { get; set; } = true;

    /// <summary>Registered document types beside the SDK message and the message receipt (MSG-14).</summary>
    public List<DocumentTypeOptions> DocumentTypes { get; set; } = [];

    /// <summary>Transport settings.</summary>
    public TransportOptions Transport { get; set; } = new();

    /// <summary>When a try is repeated (AS4-7).</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>When a sender counts as not registered, so that its message is refused without a message receipt (RCPT-5).</summary>
    public ConfirmationOptions UnregisteredSender { get; set; } = new();

    /// <summary>After which time without a message receipt an alarm is raised (RCPT-6).</summary>
    public TimeSpan MessageReceiptWarning { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a message waits for its message receipt (RCPT-6).</summary>
    public TimeSpan MessageReceiptTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Days that the content of rejected, quarantined and unreadable messages is kept after their end.</summary>
    public int RejectedDays { get; set; } = 90;

    /// <summary>How long what is finished is kept.</summary>
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>Participants that are looked up at an SMP of the settings' choice, past DNS: for tests; refused but in <c>open-test</c>, <c>qa</c> and development.</summary>
    public List<SmpOverrideOptions> SmpOverrides { get; set; } = [];

    /// <summary>Partners whose test service is called now and then.</summary>
    public MonitoringOptions Monitoring { get; set; } = new();

    /// <summary>Limits on what is received.</summary>
    public LimitOptions Limits { get; set; } = new();
}

/// <summary>An address of this machine and a port.</summary>
internal sealed class ListenOptions
{
    /// <summary>An IP address; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    public string Address { get; set; } = "0.0.0.0";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8443;

    /// <summary>Addresses or networks of proxies that end partners' TLS and forward their client certificates (AS4-SEC-5). Left out: partners' TLS ends here.</summary>
    public List<string> Proxies { get; set; } = [];

    /// <summary>The header that they forward it in.</summary>
    public string ProxyHeader { get; set; } = "Client-Cert";
}

/// <summary>The access point's keys.</summary>
internal sealed class AccessPointOptions
{
    /// <summary>The key that signs messages and AS4 receipts; its certificate's CN is our party id (AS4-2). Left out: from the store (<c>sdknode certs</c>).</summary>
    public KeyFileOptions Signing { get; set; } = new();

    /// <summary>The keys that open attachments, old ones included. Left out: the signing key.</summary>
    public List<KeyFileOptions> Decryption { get; set; } = [];
}

/// <summary>The certificates for mutual TLS.</summary>
internal sealed class TlsOptions
{
    /// <summary>What we show to partners that connect to us. Left out: from the store (<c>sdknode certs</c>).</summary>
    public KeyFileOptions Server { get; set; } = new();

    /// <summary>What we show to partners that we connect to. Left out: the server's.</summary>
    public KeyFileOptions? Client { get; set; }

    /// <summary>The TLS versions that are spoken: <c>1.2</c>, <c>1.3</c> or both (AS4-10). Left out: both.</summary>
    public List<string> Versions { get; set; } = [];

    /// <summary>The cipher suites that are spoken, by their IANA names (AS4-10). Left out: the platform's.</summary>
    public List<string> CipherSuites { get; set; } = [];
}

/// <summary>The DNS zone and the servers to ask.</summary>
internal sealed class SmlOptions
{
    /// <summary>The SML zone of the environment.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Name servers as <c>address</c> or <c>address:port</c>. Left out: the machine's own.</summary>
    public List<string> NameServers { get; set; } = [];
}

/// <summary>Trust anchors by purpose.</summary>
internal sealed class TrustByPurposeOptions
{
    /// <summary>Whose access point certificates we accept (AS4-SEC-4, DIR-4).</summary>
    public TrustOptions AccessPoint { get; set; } = new();

    /// <summary>Whose metadata signatures we accept (DIR-3).</summary>
    public TrustOptions Smp { get; set; } = new();

    /// <summary>Whose TLS certificates we accept (AS4-SEC-5).</summary>
    public TrustOptions Tls { get; set; } = new();

    /// <summary>Whose envelope signatures and encryption certificates we accept (O2O-4).</summary>
    public TrustOptions O2O { get; set; } = new();
}

/// <summary>Anchors, issuers and revocation policy for one purpose.</summary>
internal sealed class TrustOptions
{
    /// <summary>Root certificates: PEM or DER files, or folders of them. Others come by <c>sdknode trust import</c>.</summary>
    public List<string> Anchors { get; set; } = [];

    /// <summary>The issuing CAs that certificates must come from: files or folders.</summary>
    public List<string> Issuers { get; set; } = [];

    /// <summary><c>Hard</c>, <c>Soft</c> or <c>Off</c> (PKI). Left out: Hard for AccessPoint and O2O, Soft for Smp and Tls.</summary>
    public string? Revocation { get; set; }
}

/// <summary>A registered document type (MSG-14).</summary>
internal sealed class DocumentTypeOptions
{
    /// <summary>The document identifier without transport model suffix.</summary>
    public string Identifier { get; set; } = "";

    /// <summary>The payload's root as <c>Q{namespace}local</c>; for what is not XML a code of the type's own.</summary>
    public string TypeCode { get; set; } = "";

    /// <summary>The payload's media type.</summary>
    public string ContentType { get; set; } = "application/xml";

    /// <summary>The largest payload, octets.</summary>
    public long MaxBytes { get; set; } = 100_000_000;
}

/// <summary>Partners whose test service is called now and then (AS4-9).</summary>
internal sealed class MonitoringOptions
{
    /// <summary>Their participant identifiers.</summary>
    public List<string> Participants { get; set; } = [];

    /// <summary>How often.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>A participant that is looked up past DNS.</summary>
internal sealed class SmpOverrideOptions
{
    /// <summary>Its identifier.</summary>
    public string Participant { get; set; } = "";

    /// <summary>The base address of the SMP.</summary>
    public string Smp { get; set; } = "";
}
