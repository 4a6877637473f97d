namespace SdkNode.Node.Configuration;

/// <summary>The mail server that takes the node's letters.</summary>
internal sealed class MailOptions
{
    /// <summary>Its host name.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its TCP port.</summary>
    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c>; <c>Tls</c>: from the first octet, as on port 465; <c>None</c>: no TLS, and then no password.</summary>
    public string Security { get; set; } = "StartTls";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary>Whom to log in as. Left out: nobody.</summary>
    public string? UserName { get; set; }

    /// <summary>The password. Better given as <see cref="PasswordFile"/> or by an environment variable.</summary>
    public string? Password { get; set; }

    /// <summary>A file whose first line is the password. Relative to the settings file.</summary>
    public string? PasswordFile { get; set; }
}
