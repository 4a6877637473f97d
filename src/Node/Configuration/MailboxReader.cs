using SdkNode.Adapters.Mail;

namespace SdkNode.Node.Configuration;

/// <summary>Reads a participant's mailboxes; what is wrong with them is gathered. Whether a folder is there is asked at each delivery, not here.</summary>
internal static class MailboxReader
{
    /// <summary>The mailboxes of the participant whose settings stand at <paramref name="key"/>.</summary>
    public static IReadOnlyList<MailboxSetup> Read(string key, ParticipantOptions participant, Settings settings, List<ConfigurationFault> faults)
    {
        var list = new List<MailboxSetup>();
        for (var i = 0; i < participant.Mailboxes.Count; i++)
        {
            var (at, options) = ($"{key}:Mailboxes:{i}", participant.Mailboxes[i]);
            if (!participant.FunctionalAddresses.Contains(options.Address, StringComparer.Ordinal))
            {
                faults.Add(new($"{at}:Address", options.Address, "It is none of the participant's functional addresses.", "Write it exactly as it stands in FunctionalAddresses."));
            }

            if (list.Exists(mailbox => mailbox.Address == options.Address))
            {
                faults.Add(new($"{at}:Address", options.Address, "It has a mailbox already.", "Keep one."));
            }

            if (options.RetentionDays is < 1)
            {
                faults.Add(new($"{at}:RetentionDays", $"{options.RetentionDays}", "It is out of range.", "Use 1 or more days, or leave it out."));
            }

            foreach (var address in options.MailTo.Where(address => !SmtpMailer.IsAddress(address)))
            {
                faults.Add(new($"{at}:MailTo", address, "It is no mail address.", "Write it as registrator@kristinehamn.se."));
            }

            if (options.MailTo.Count > 0 && settings.Options.Mail is null)
            {
                faults.Add(new("Mail", null, $"{options.Address} is to be told by mail of what arrives, but there is no mail server.", "Describe it in Mail: Host and From at least."));
            }

            list.Add(new MailboxSetup(options.Address, options.Folder is { Length: > 0 } folder ? settings.Resolve(folder) : null, WebhookReader.Read($"{at}:Webhook", options.Webhook, settings, faults), options.MailTo, options.RetentionDays));
        }

        return list;
    }
}
