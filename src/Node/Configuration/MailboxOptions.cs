namespace SdkNode.Node.Configuration;

/// <summary>What happens to arrived messages of one functional address (docs/adapters.md).</summary>
internal sealed class MailboxOptions
{
    /// <summary>The functional address; one of the participant's.</summary>
    public string Address { get; set; } = "";

    /// <summary>The folder that its messages are put into; it must exist. Relative to the settings file. Left out: none.</summary>
    public string? Folder { get; set; }

    /// <summary>Who is told that something has arrived. Left out: nobody.</summary>
    public WebhookOptions? Webhook { get; set; }

    /// <summary>The mail addresses of those who are told that something has arrived; never what. It needs the mail server of <c>Mail</c>.</summary>
    public List<string> MailTo { get; set; } = [];

    /// <summary>Days that a handled message is kept. Left out: until somebody deletes it.</summary>
    public int? RetentionDays { get; set; }
}

/// <summary>Where a notice goes and what signs it.</summary>
internal sealed class WebhookOptions
{
    /// <summary>The URL, <c>https</c>; <c>http</c> to this machine alone.</summary>
    public string Url { get; set; } = "";

    /// <summary>The secret that signs, at least 32 characters. Better given as <see cref="SecretFile"/> or by an environment variable.</summary>
    public string? Secret { get; set; }

    /// <summary>A file whose first line is the secret.</summary>
    public string? SecretFile { get; set; }
}
