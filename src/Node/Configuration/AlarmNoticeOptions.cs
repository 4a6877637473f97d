namespace SdkNode.Node.Configuration;

/// <summary>Who is told of alarms without asking.</summary>
internal sealed class AlarmNoticeOptions
{
    /// <summary>Mail addresses that get a digest of alarms; it needs the mail server of <c>Mail</c>.</summary>
    public List<string> MailTo { get; set; } = [];

    /// <summary>The least time between two letters; what happens meanwhile is in the next one.</summary>
    public TimeSpan MailEvery { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The language of letters: <c>sv</c> or <c>en</c>. With <c>sv</c>, what happened and what to do is in Swedish where the node has pages (<c>Console</c>), else in English.</summary>
    public string Language { get; set; } = "sv";

    /// <summary>Who is told of alarms by a signed POST. Left out: nobody.</summary>
    public WebhookOptions? Webhook { get; set; }
}
