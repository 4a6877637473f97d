namespace SdkNode.Node.Configuration;

/// <summary>The settings file as it is written: one JSON file, overridden by environment variables with the prefix <c>SDKNODE_</c>.</summary>
internal sealed class NodeOptions
{
    /// <summary>The node's name for people; of several nodes each has its own. Left out: the machine's.</summary>
    public string? Name { get; set; }

    /// <summary>Where the store, the content and the node key live, of this node alone. Relative to the settings file.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The database and what several nodes share. Left out: SQLite in the data folder, for one node.</summary>
    public StoreOptions Store { get; set; } = new();

    /// <summary>The federation environments this node takes part in; each has trust, keys and a listener of its own.</summary>
    public List<EnvironmentOptions> Environments { get; set; } = [];

    /// <summary>The organisations that this node sends and receives for.</summary>
    public List<ParticipantOptions> Participants { get; set; } = [];

    /// <summary>The API for case systems. Left out: there is none.</summary>
    public ApiOptions? Api { get; set; }

    /// <summary>The pages for people. Left out: there are none.</summary>
    public ConsoleOptions? Console { get; set; }

    /// <summary>The malware scanner.</summary>
    public VirusScanOptions VirusScan { get; set; } = new();

    /// <summary>The mail server that takes the node's letters. Left out: none are sent.</summary>
    public MailOptions? Mail { get; set; }

    /// <summary>Who is told of alarms without asking.</summary>
    public AlarmNoticeOptions AlarmNotices { get; set; } = new();

    /// <summary>Who may watch how the node does. Left out: nobody.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>The log server that gets the event log and the security log. Left out: none.</summary>
    public SyslogOptions? Syslog { get; set; }

    /// <summary>Time servers to compare this machine's clock with, as <c>host</c> or <c>host:port</c>. Left out: it is compared with the answers of partners and directories, which are less exact.</summary>
    public List<string> NtpServers { get; set; } = [];

    /// <summary>The hardware module that holds private keys. Left out: keys are in files and in the store.</summary>
    public Pkcs11Options? Pkcs11 { get; set; }

    /// <summary>How long a node that is told to stop says that it is not ready and still serves, so that a balancer takes it out first.</summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long requests and work that run may go on then; what is cut after that is done again after the next start.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The free room on the data folder's disk, octets, below which nothing new is taken, so that what runs can still end; 0: no such floor.</summary>
    public long MinFreeBytes { get; set; } = 200_000_000;
}

/// <summary>One participant: an organisation in one environment.</summary>
internal sealed class ParticipantOptions
{
    /// <summary>The participant identifier, for example <c>0203:kristinehamn.se</c> (ID-2).</summary>
    public string Id { get; set; } = "";

    /// <summary>The organisation's name for people.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the environment that it belongs to.</summary>
    public string Environment { get; set; } = "";

    /// <summary>The functional addresses that exist here (MSG-9).</summary>
    public List<string> FunctionalAddresses { get; set; } = [];

    /// <summary>The media types of files that are accepted, such as <c>image/*</c> or <c>text/plain</c>; PDF always is (MSG-11). Left out: all.</summary>
    public List<string> FileTypes { get; set; } = [];

    /// <summary>What happens to messages of single functional addresses.</summary>
    public List<MailboxOptions> Mailboxes { get; set; } = [];

    /// <summary>The key that signs its envelopes and message receipts (O2O-3). Left out: from the store (<c>sdknode certs</c>).</summary>
    public KeyFileOptions Signing { get; set; } = new();

    /// <summary>The keys that open its envelopes, old ones included (O2O-2). Left out: the signing key.</summary>
    public List<KeyFileOptions> Decryption { get; set; } = [];
}

/// <summary>Where a private key and its certificate are: a PKCS#12 file, a PEM file with both, or two PEM files.</summary>
internal sealed class KeyFileOptions
{
    /// <summary>The PKCS#12 or PEM file. Relative to the settings file.</summary>
    public string? Path { get; set; }

    /// <summary>The private key's PEM file, where <see cref="Path"/> holds only the certificate; or a key in the hardware module, as <c>pkcs11:token=SDK;object=ap-2026</c>.</summary>
    public string? KeyPath { get; set; }

    /// <summary>The password. Better given as <see cref="PasswordFile"/> or by an environment variable.</summary>
    public string? Password { get; set; }

    /// <summary>A file whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Whether nothing is said: then the key comes from the store (<c>sdknode certs</c>).</summary>
    internal bool IsLeftOut => string.IsNullOrEmpty(Path) && string.IsNullOrEmpty(KeyPath) && string.IsNullOrEmpty(Password) && string.IsNullOrEmpty(PasswordFile);
}
