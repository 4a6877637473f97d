namespace SdkNode.Node.Configuration;

/// <summary>The pages for people: mailboxes of functional addresses and administration. Left out of the settings: there are none.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>Where browsers reach the node.</summary>
    public ConsoleListenOptions Listen { get; set; } = new();

    /// <summary>The certificate that the pages are served with. Without one they can be reached from this machine only, or through a proxy.</summary>
    public KeyFileOptions? Tls { get; set; }

    /// <summary>Whether a proxy in front ends TLS: then the pages may be listened for without a certificate where others could reach them.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>Where people reach the pages, as <c>https://sdk.kristinehamn.se</c>: the sign-in comes back there. Left out: this machine.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Who says who somebody is.</summary>
    public SignInOptions SignIn { get; set; } = new();

    /// <summary>What people may do, by what the sign-in says of them.</summary>
    public List<RoleOptions> Roles { get; set; } = [];

    /// <summary>Made-up people to sign in as, for demonstrations; refused but in development, and beside a real sign-in.</summary>
    public List<MadeUpPersonOptions> MadeUpPeople { get; set; } = [];
}

/// <summary>An address of this machine and a port, for browsers.</summary>
internal sealed class ConsoleListenOptions
{
    /// <summary>An IP address; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8081;
}

/// <summary>The organisation's sign-in: an OpenID provider (a broker for SITHS, BankID and Freja, AD FS, Entra).</summary>
internal sealed class SignInOptions
{
    /// <summary>Its issuer; the metadata is at <c>/.well-known/openid-configuration</c> below it.</summary>
    public string? Issuer { get; set; }

    /// <summary>What this node is called there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret that it gave. Better given as <see cref="ClientSecretFile"/> or by an environment variable.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>A file whose first line is the secret. Relative to the settings file.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Scopes to ask for beside <c>openid</c>. Left out: <c>profile</c> and <c>email</c>.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>The levels of assurance (<c>acr</c>) of which the sign-in must have one; they are asked for too. Left out: any.</summary>
    public List<string> Levels { get; set; } = [];

    /// <summary>The claim that tells people apart and never changes hands; it stands in logs.</summary>
    public string IdClaim { get; set; } = "sub";

    /// <summary>The claim with the name for people.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>How long somebody who does nothing stays signed in.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a sign-in counts at most.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(10);
}

/// <summary>One right: who has the claim with the value has the role.</summary>
internal sealed class RoleOptions
{
    /// <summary>The claim's name, such as <c>groups</c>.</summary>
    public string Claim { get; set; } = "";

    /// <summary>The value; one of several where the claim has several.</summary>
    public string Value { get; set; } = "";

    /// <summary><c>Administrator</c>, <c>CertificateAdministrator</c>, <c>Auditor</c>, <c>Registrar</c> or <c>CaseWorker</c>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Registrar and case worker: the environment of the mailboxes. Left out: every one.</summary>
    public string? Environment { get; set; }

    /// <summary>Registrar and case worker: the participant of the mailboxes. Left out: every one.</summary>
    public string? Participant { get; set; }

    /// <summary>Registrar and case worker: the functional addresses, with wildcards as <c>*.kristinehamn</c>.</summary>
    public List<string> Addresses { get; set; } = [];
}

/// <summary>A made-up person.</summary>
internal sealed class MadeUpPersonOptions
{
    /// <summary>Tells made-up people apart.</summary>
    public string Id { get; set; } = "";

    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the sign-in would say of the person: values of the claims that <c>Roles</c> name.</summary>
    public List<string> Values { get; set; } = [];
}
