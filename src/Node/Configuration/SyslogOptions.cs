namespace SdkNode.Node.Configuration;

/// <summary>The log server that gets the event log and the security log as they are sealed (RFC 5424 over TLS).</summary>
internal sealed class SyslogOptions
{
    /// <summary>Its host name, which its certificate must name.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its TCP port.</summary>
    public int Port { get; set; } = 6514;

    /// <summary>Root certificates that its certificate may come from: PEM or DER files, or folders of them. Left out: the machine's own.</summary>
    public List<string> Anchors { get; set; } = [];

    /// <summary>The certificate that the node shows, where the server asks for one. Left out: none.</summary>
    public KeyFileOptions? Client { get; set; }

    /// <summary>Which logs: <c>event</c>, <c>security</c>. Left out: both.</summary>
    public List<string> Logs { get; set; } = [];
}
