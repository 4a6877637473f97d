namespace SdkNode.Adapters.Mail;

/// <summary>The mail server that takes what the node sends, and as whom.</summary>
/// <param name="Host">Its host name.</param>
/// <param name="Port">Its TCP port.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="From">The sender's address.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string From)
{
    /// <summary>Whom to log in as; null: nobody.</summary>
    public string? UserName { get; init; }

    /// <summary>The password; never shown.</summary>
    public string? Password { get; init; }

    /// <summary>How long sending one letter may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Plain, then TLS before anything is said; a server that does not offer it gets no letter.</summary>
    StartTls,

    /// <summary>TLS from the first octet.</summary>
    Tls,

    /// <summary>None.</summary>
    None,
}

/// <summary>A letter in plain text. It is readable to every server on its way: never content, subjects or personal data of messages.</summary>
/// <param name="To">Whom it goes to.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text.</param>
public sealed record MailText(IReadOnlyList<string> To, string Subject, string Text);
