namespace SdkNode.Node.Configuration;

/// <summary>The API for case systems (SPEC 7). Left out of the settings: there is none.</summary>
internal sealed class ApiOptions
{
    /// <summary>Where clients reach the node.</summary>
    public ApiListenOptions Listen { get; set; } = new();

    /// <summary>The certificate that the API is served with. Without one it can be reached from this machine only, or through a proxy.</summary>
    public KeyFileOptions? Tls { get; set; }

    /// <summary>Whether a proxy in front of the API ends TLS: then the API may listen without a certificate where others could reach it.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>The node's own authorisation server, for clients that are added with <c>sdknode clients</c> (API-1).</summary>
    public ApiTokenOptions Tokens { get; set; } = new();

    /// <summary>Authorisation servers of the organisation whose access tokens count too.</summary>
    public List<ApiIssuerOptions> Issuers { get; set; } = [];

    /// <summary>Limits on what clients ask.</summary>
    public ApiLimitOptions Limits { get; set; } = new();
}

/// <summary>Limits on what clients of the API ask.</summary>
internal sealed class ApiLimitOptions
{
    /// <summary>The most connections of clients; more are closed. 0: without limit.</summary>
    public int MaxConnections { get; set; } = 1000;

    /// <summary>The most connections from one address, which behind a proxy is everybody's; more are closed. 0: without limit.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 500;

    /// <summary>The most simultaneous requests of one client; more are answered 429. 0: without limit.</summary>
    public int ClientConcurrentRequests { get; set; } = 64;

    /// <summary>How many requests one client may make a minute; more are answered 429. 0: without limit.</summary>
    public int ClientRequestsPerMinute { get; set; } = 12_000;

    /// <summary>How many octets one client may send a minute; after more its next request is answered 429. 0: without limit.</summary>
    public long ClientBytesPerMinute { get; set; } = 6_000_000_000;

    /// <summary>How many requests without a right to be made, from one address within five minutes, shut it out for <see cref="BanTime"/>; 0: never.</summary>
    public int BanRefusals { get; set; } = 100;

    /// <summary>For how long.</summary>
    public TimeSpan BanTime { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>An address of this machine and a port, for clients.</summary>
internal sealed class ApiListenOptions
{
    /// <summary>An IP address; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;
}
