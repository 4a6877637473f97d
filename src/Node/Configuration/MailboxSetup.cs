using SdkNode.Adapters.Webhook;

namespace SdkNode.Node.Configuration;

/// <summary>What happens to arrived messages of one functional address.</summary>
/// <param name="Address">The functional address.</param>
/// <param name="Folder">The full path of the folder that its messages are put into, or null.</param>
/// <param name="Webhook">Who is told that something has arrived, or null.</param>
/// <param name="MailTo">Who is told so by mail.</param>
/// <param name="RetentionDays">Days that a handled message is kept; null until somebody deletes it.</param>
internal sealed record MailboxSetup(string Address, string? Folder, WebhookTarget? Webhook, IReadOnlyList<string> MailTo, int? RetentionDays);
