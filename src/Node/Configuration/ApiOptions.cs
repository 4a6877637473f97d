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
}

/// <summary>An address of this machine and a port, for clients.</summary>
internal sealed class ApiListenOptions
{
    /// <summary>An IP address; <c>0.0.0.0</c> or <c>::</c> for all.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; set; } = 8080;
}
