using SdkNode.Adapters.Webhook;

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

            list.Add(new MailboxSetup(options.Address, options.Folder is { Length: > 0 } folder ? settings.Resolve(folder) : null, Webhook($"{at}:Webhook", options.Webhook, settings, faults), options.RetentionDays));
        }

        return list;
    }

    private static WebhookTarget? Webhook(string key, WebhookOptions? options, Settings settings, List<ConfigurationFault> faults)
    {
        if (options is null || Secret(key, options, settings, faults) is not { } secret)
        {
            return null;
        }

        if (WebhookTarget.Create(options.Url, secret).TryGet(out var target, out var fault))
        {
            return target;
        }

        faults.Add(fault.IsSecret
            ? new($"{key}:Secret", null, fault.Detail, "Make one with: openssl rand -hex 32")
            : new($"{key}:Url", options.Url, fault.Detail, "Write it as https://host/path."));
        return null;
    }

    private static string? Secret(string key, WebhookOptions options, Settings settings, List<ConfigurationFault> faults)
    {
        if (options.SecretFile is not { } file)
        {
            return options.Secret ?? "";
        }

        var path = settings.Resolve(file);
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new($"{key}:SecretFile", path, $"It can't be read: {e.Message}", "Make the file with the secret on its first line, readable by the node's user alone."));
            return null;
        }
    }
}
